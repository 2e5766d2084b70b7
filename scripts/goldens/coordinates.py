"""Writes domain/coordinates/coordinates.golden.json: frames, separations, constellations as astropy gives them."""

import json
import random
import warnings
from pathlib import Path

import astropy
import astropy.units as u
import numpy
from astropy.coordinates import BarycentricMeanEcliptic, SkyCoord, get_constellation

warnings.simplefilter("ignore")
rng = numpy.random.default_rng(3)
count = 2500
ra = numpy.round(rng.uniform(0, 360, count), 6)
dec = numpy.round(numpy.degrees(numpy.arcsin(rng.uniform(-1, 1, count))), 6)
sky = SkyCoord(ra * u.deg, dec * u.deg)
names = get_constellation(sky)
galactic = sky[:300].galactic
ecliptic = sky[:300].transform_to(BarycentricMeanEcliptic(equinox="J2000"))

pairs = []
for index in range(300):
    scale = 10 ** rng.uniform(-6, 2)
    other = sky[index].directional_offset_by(rng.uniform(0, 360) * u.deg, scale * u.deg)
    pairs.append([ra[index], dec[index], float(other.ra.deg), float(other.dec.deg), float(sky[index].separation(other).deg)])
for a in [(0, 90, 180, 90), (0, 90, 0, -90), (359.9999, 0, 0.0001, 0), (10, 10, 10, 10), (10, 10, 190, -10), (0, 89.9999, 180, 89.9999)]:
    pairs.append([*map(float, a), float(SkyCoord(a[0] * u.deg, a[1] * u.deg).separation(SkyCoord(a[2] * u.deg, a[3] * u.deg)).deg)])

texts = []
for index in range(60):
    point = sky[index]
    texts.append(
        [
            float(ra[index]),
            float(dec[index]),
            point.ra.to_string(u.hourangle, sep=":", precision=2, pad=True),
            point.dec.to_string(u.deg, sep=":", precision=1, pad=True, alwayssign=True),
        ]
    )
edge = [(0.0, 0.0), (359.999999999, -0.00000001), (15.0, -0.5), (0.0, -89.99999), (179.99999, 59.9999999)]
for a, d in edge:
    point = SkyCoord(a * u.deg, d * u.deg)
    texts.append([a, d, point.ra.to_string(u.hourangle, sep=":", precision=2, pad=True), point.dec.to_string(u.deg, sep=":", precision=1, pad=True, alwayssign=True)])



def read(a, d):
    """A position as the object API reads it."""
    if "h" in str(a):
        point = SkyCoord(a, d, frame="icrs")
    elif ":" in str(a) or " " in str(a):
        point = SkyCoord(a, d, frame="icrs", unit=(u.hourangle, u.deg))
    else:
        point = SkyCoord(a, d, frame="icrs", unit="deg")
    return [float(point.ra.deg), float(point.dec.deg)]


RA_TEXTS = """kfdlkj||10|10.5|370|-10|-370.5|193d49m18.267s|193d|193°49'18"|10deg|10 deg|1.2rad|10abc|10d70m|10d20m70s|1e1|1E2
nan|inf|10,5|+10|--10|10.|.5|10 20 30 40|10:20:30:40|10E|10W|10arcsec|10'|10"|10m|10s|10d 20m 30s| 10|10 |12:-30:45|-12:30:45
12.5:30|12:30.5|10−|12:30:45.6:|12::45|:| |10_0|1 000|0x10|10d20m30s40|10d30|10d30m20|10º|10min|1e400|10'20|é|10'é|1"'
359.9999999999999999|-.00000000000000000001|360|12:20E|10 E|10E |1.5 2|1 2.5 3|12:61:00|25:00:00|12:30:61|12:60:00|12:30:60
24:00:00|12:30|12 30|12:30:45.6|12 30 45.6|10 20m|10 20s|10:20:30d|10 20 30 d|1.5e1|1.5e-1|10second|5 6 7.5|23 59 59.999|-0:30
10d20'30"|10°20′30″|7mas|7uas|100:00:00|10d60m|10d20m60s|10d61.5m"""
DEC_TEXTS = """5|-5.25|91|-95d|5d|+5°10′20″|lkf||nan|-inf|5:60:00|5:61|5:10:61.5|5h|5:6:7.8|5d6m7.8s|5N|5S|5 30|-5:30:00|-0:30
+91:00:00|90:00:01|-90:00:00|-90.0000001|5:-30|−5|True|5rad|1 20rad|5 10m|5d10m20.5sN|+00 00 00.01|-00 00 00.01|1.0e-7|-1.0e2|90|-90"""
HOUR_PAIRS = """12h30m;5|12h30m;5d|12h30m45.6s;+5d10m20s|12h30m45.6s;+5:10:20|12h;-0d30m|10h20;5d|10h20m30;5d|10h20:30;5d|12h30m;x|xh;5d
hello;5d|h;5d|12h30.5m;5d|12.5h30m;5d|12.5h;5.5d|12.5h;5.5deg|12.5hourangle;5.5deg|12hr;5d|12 h;5 d|12 hours;5d|12hour;5d
12h 30m 45s;5d 10m|25h;5d|25h10m;5d|12h61;5d|12h61.5m;5d|10:20h;5d|12h;95d|12hE;1dN|23h59m59.99s;-89d59m59.9s|0h0m0s;-0d0m0.5s"""
positions = [[a, "5"] for a in RA_TEXTS.replace("\n", "|").split("|")]
positions += [["10", d] for d in DEC_TEXTS.replace("\n", "|").split("|")]
positions += [["10:20", d] for d in DEC_TEXTS.replace("\n", "|").split("|")]
positions += [pair.split(";") for pair in HOUR_PAIRS.replace("\n", "|").split("|")]
positions += [["10\t20", "5"], ["10\n", "5"], ["kfdlkj", "lkfdjf"], [10.5, "abc"], ["abc", 10.5], [10.5, 100], ["10:20", 5], [370.25, -5.5]]
answers = []
for pair in positions:
    try:
        answers.append([*pair, read(*pair)])
    except (ValueError, u.UnitsError) as error:
        answers.append([*pair, repr(error)])

MISSPELT = {"Ophiucus": "Ophiuchus", "Chamaleon": "Chamaeleon", "Crux ": "Crux", "Pisces Austrinus": "Piscis Austrinus"}
names = [MISSPELT.get(str(name), str(name)) for name in names]

golden = {
    "positions": answers,
    "madeBy": f"scripts/goldens/coordinates.py, astropy {astropy.__version__}, numpy {numpy.__version__}",
    "constellations": [[float(a), float(d), str(n)] for a, d, n in zip(ra, dec, names)],
    "galactic": [[float(a), float(d), float(g.l.deg), float(g.b.deg)] for a, d, g in zip(ra, dec, galactic)],
    "ecliptic": [[float(a), float(d), float(e.lon.deg), float(e.lat.deg)] for a, d, e in zip(ra, dec, ecliptic)],
    "separations": pairs,
    "sexagesimal": texts,
}
Path("domain/coordinates/coordinates.golden.json").write_text(json.dumps(golden, ensure_ascii=False) + "\n")
