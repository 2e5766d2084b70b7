"""Writes domain/time/time.golden.json: time scales, ISO text and date parsing as astropy gives them."""

import json
import random
import warnings
from pathlib import Path

import astropy
import numpy
from astropy.time import Time

warnings.simplefilter("ignore")
random.seed(20)
leap_days = [41498, 41682, 50629, 51178, 53735, 54831, 56108, 57203, 57753]
mjds = [random.uniform(41320, 65000) for _ in range(300)]
for day in leap_days:
    mjds += [day, day + 0.5, day + 0.99999, day + 86400 / 86401, day + 86400.5 / 86401, day + 1, day + 1.00001, day - 1e-5]
mjds = [float(mjd) for mjd in mjds]
scales = [[mjd, Time(mjd, format="mjd", scale="utc").tai.mjd] for mjd in mjds]
back = [[mjd, Time(mjd, format="mjd", scale="tai").utc.mjd] for mjd in mjds]
iso = [[mjd, Time(mjd, format="mjd", scale="utc").iso] for mjd in mjds]
jds = [2460826.9102662001, 2460643.5952315, 2459877.7049652999, 2458577.9457291998, 2460000.5, 2459215.4999999953]
jds += [random.uniform(2458000, 2470000) for _ in range(500)]
iso_jd = [[jd, Time(jd, format="jd", scale="utc").iso] for jd in jds]

texts = ["2021-11-01", "2021-11-01 10:30", "2021-11-01 10:00:00", "2021-11-01T10:00:01.25", "2021:305", "2021:305:12:30:00"]
texts += ["2016-12-31 23:59:60", "2016-12-31 12:00:00", "2000-02-29", "2020:366", "2021-11-01 23:59:59.999", "2021-11-01T10:00:00Z"]
for _ in range(200):
    texts.append(Time(random.uniform(58000, 62000), format="mjd").iso)
dates = [[text, float(Time(text).jd), float(Time(text).mjd)] for text in texts]
wrong = []
for text in ["2021-02-29", "2021-13-01", "2021-00-10", "2021-11-31", "2021-11-01 24:00", "2021-11-01 10:60", "2021-11", "abc", "", "2021-11-01 10:00:00 UTC", "2021-11-01T", "01/11/2021", "20211101T10"]:
    try:
        Time(text)
        raise SystemExit(f"astropy takes {text}")
    except ValueError:
        wrong.append(text)

golden = {
    "madeBy": f"scripts/goldens/time.py, astropy {astropy.__version__}, numpy {numpy.__version__}",
    "taiOfUtc": scales,
    "utcOfTai": back,
    "isoOfMjdUtc": iso,
    "isoOfJdUtc": iso_jd,
    "dates": dates,
    "wrong": wrong,
}
Path("domain/time/time.golden.json").write_text(json.dumps(golden) + "\n")
