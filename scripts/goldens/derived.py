"""Writes domain/derived/derived.golden.json: magnitude rates by 100 runs of 10,000 random draws each."""

import json
from pathlib import Path

import numpy

rng = numpy.random.default_rng(11)
DRAWS = 10000
RUNS = 100


def flux(mag):
    return 10 ** (0.4 * (27.5 - mag))


def normal(mag, error):
    values = rng.normal(flux(mag), error * flux(mag) * numpy.log(10) / 2.5, DRAWS)
    return values - min(values.min(), 0)


def run(case):
    mag, error, ref, ref_error, limit, days = case
    now = normal(mag, error)
    then = rng.uniform(0, flux(limit), DRAWS) if ref is None else normal(ref, ref_error)
    with numpy.errstate(divide="ignore"):
        rates = -2.5 * numpy.log10(now / then) / days
    rates = rates[numpy.isfinite(rates)]
    return [rates.mean(), rates.std(), numpy.percentile(rates, 5), numpy.percentile(rates, 95)]


cases = []
for _ in range(50):
    mag = rng.uniform(15, 20.5)
    cases.append([mag, rng.uniform(0.01, 0.22), mag + rng.normal(0, 0.7), rng.uniform(0.01, 0.22), None, rng.uniform(0.02, 30)])
for _ in range(30):
    cases.append([rng.uniform(15, 20.5), rng.uniform(0.01, 0.22), None, None, rng.uniform(18, 21), rng.uniform(0.02, 30)])
rows = []
for case in cases:
    runs = numpy.array([run(case) for _ in range(RUNS)])
    rows.append({"case": case, "mean": runs.mean(axis=0).tolist(), "scatter": runs.std(axis=0).tolist()})
golden = {"madeBy": f"scripts/goldens/derived.py, numpy {numpy.__version__}", "rates": rows}
Path("domain/derived/derived.golden.json").write_text(json.dumps(golden) + "\n")
