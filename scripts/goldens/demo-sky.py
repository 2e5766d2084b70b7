"""Golden values of server/demo/models.test.ts: sky over Palomar and distances. Run: python scripts/goldens/demo-sky.py"""

import json
import pathlib
import warnings

import astropy
import numpy as np
from astropy import units as u
from astropy.coordinates import AltAz, EarthLocation, SkyCoord, get_body, get_sun
from astropy.time import Time
from astropy.utils import iers

iers.conf.auto_download = False
iers.conf.iers_degraded_accuracy = "warn"
warnings.simplefilter("ignore")

palomar = EarthLocation(lon=-116.865 * u.deg, lat=33.3563 * u.deg, height=1712 * u.m)
star = SkyCoord(290 * u.deg, 58 * u.deg)


def modulus(z):
    steps = np.linspace(0, z, 2_000_001)
    comoving = np.trapezoid(1 / np.sqrt(0.3 * (1 + steps) ** 3 + 0.7), steps) * 299792.458 / 70
    return 5 * np.log10(comoving * (1 + z)) + 25


def moment(jd):
    time = Time(jd, format="jd", scale="utc")
    sun, moon = get_sun(time), get_body("moon", time, palomar)
    return {
        "jd": jd,
        "sun": {"raDeg": sun.ra.deg, "decDeg": sun.dec.deg},
        "moon": {"raDeg": moon.ra.deg, "decDeg": moon.dec.deg},
        "altitudeDeg": star.transform_to(AltAz(obstime=time, location=palomar)).alt.deg,
    }


golden = {
    "made": f"astropy {astropy.__version__}, numpy {np.__version__}",
    "moduli": [[z, float(modulus(z))] for z in (0.01, 0.1, 0.5)],
    "moments": [moment(jd) for jd in (2461230.8, 2461255.9, 2461280.7)],
    "galactic": [star.galactic.l.deg, star.galactic.b.deg],
}
path = pathlib.Path(__file__).parents[2] / "server/demo/models.golden.json"
path.write_text(json.dumps(golden, indent=1) + "\n")
