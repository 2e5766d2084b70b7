"""Writes domain/time/heliocentric.golden.json: light travel times to the Sun as astropy has them, seen from the centre of the Earth."""

import json
from pathlib import Path

import astropy
import astropy.units as u
import numpy
from astropy.coordinates import EarthLocation, SkyCoord
from astropy.time import Time
from astropy.utils import iers

iers.conf.auto_download = False
iers.conf.auto_max_age = None
iers.conf.iers_degraded_accuracy = "ignore"

rng = numpy.random.default_rng(6)
centre = EarthLocation.from_geocentric(0, 0, 0, unit=u.m)
rows = []
for _ in range(80):
    mjd, ra, dec = rng.uniform(44239, 69807), rng.uniform(0, 360), numpy.degrees(numpy.arcsin(rng.uniform(-1, 1)))
    time = Time(mjd, format="mjd", scale="utc", location=centre)
    delay = time.light_travel_time(SkyCoord(ra * u.deg, dec * u.deg), kind="heliocentric")
    rows.append([float(mjd), float(ra), float(dec), float(delay.to_value(u.s))])
golden = {"madeBy": f"scripts/goldens/heliocentric.py, astropy {astropy.__version__}", "rows": rows}
Path("domain/time/heliocentric.golden.json").write_text(json.dumps(golden) + "\n")
