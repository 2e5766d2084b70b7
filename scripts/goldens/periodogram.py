"""Writes domain/periodogram/periodogram.golden.json: multi-band powers and peaks as astropy has them, on simulated and real variables.

The simulated stars are made by the same few lines here and in domain/periodogram/simulated-star.ts (integer arithmetic, then sines), so that the golden
holds results only. Real histories are read where they are (../shared/data), never committed.
"""

import json
import math
from pathlib import Path

import astropy
import numpy
import pyarrow
import pyarrow.parquet
from astropy.timeseries import BoxLeastSquares, LombScargle, LombScargleMultiband

TERMS = [(1, 0), (1, 1), (2, 1), (3, 0), (0, 1), (4, 1), (2, 2), (0, 2)]


class Minstd:
    """Park & Miller's generator: exact in doubles."""

    def __init__(self, seed):
        self.state = seed

    def uniform(self):
        self.state = self.state * 48271 % 2147483647
        return self.state / 2147483647

    def normal(self):
        return sum(self.uniform() for _ in range(12)) - 6


def simulated(index):
    random = Minstd(1000 + index)
    for _ in range(20):
        random.uniform()
    bands = 1 + index % 3
    count = 40 + (index * 37) % 90
    baseline = 100 + 300 * random.uniform()
    period = 0.15 * 10 ** (1.2 * random.uniform())
    amplitude = 0.3 + 0.7 * random.uniform()
    shape = ["sine", "saw", "eclipse"][(index // 3) % 3]
    time, value, error, band = [], [], [], []
    for k in range(count):
        b = k % bands
        t = 59000 + math.floor(baseline * random.uniform()) + 0.3 * random.uniform()
        sigma = 0.02 + 0.06 * random.uniform()
        phase = t / period - math.floor(t / period)
        if shape == "sine":
            y = math.sin(2 * math.pi * phase)
        elif shape == "saw":
            y = math.sin(2 * math.pi * phase) + 0.5 * math.sin(4 * math.pi * phase + 0.4)
        else:
            y = 1.0 if phase < 0.12 else 0.0
        time.append(t)
        value.append(18 + 0.5 * b + amplitude * (1 - 0.15 * b) * y + sigma * random.normal())
        error.append(sigma)
        band.append(b)
    return map(numpy.array, (time, value, error, band)), period, shape


def grid(time, low, high, samples):
    step = 1 / ((time.max() - time.min()) * samples)
    return 1 / high, step, 1 + int(round((1 / low - 1 / high) / step))


def multiband(time, value, error, band, terms, frequency):
    search = LombScargleMultiband(time, value, band, error, nterms_base=terms[0], nterms_band=terms[1])
    return search.power(frequency, method="flexible", sb_method="auto")


def peak_of(time, value, error, band, terms, limits):
    first, step, count = grid(time, *limits)
    frequency = first + step * numpy.arange(count)
    power = multiband(time, value, error, band, terms, frequency)
    peak = int(numpy.argmax(power))
    at = [int(k) for k in numpy.linspace(0, count - 1, 7)]
    return {
        "terms": list(terms),
        "count": count,
        "peak": peak,
        "power": float(power[peak]),
        "at": [[k, float(power[k])] for k in at],
    }


def simulations():
    found = []
    for index in range(60):
        (time, value, error, band), period, _ = simulated(index)
        terms = TERMS[index % len(TERMS)]
        found.append({"index": index, "period": period, "limits": [period * 0.55, period * 1.75, 5],
                      **peak_of(time, value, error, band, terms, (period * 0.55, period * 1.75, 5))})
    return found


def false_alarms():
    found = []
    for index in (0, 3, 9, 12, 18):
        (time, value, error, _), _, _ = simulated(index)
        search = LombScargle(time, value, error)
        levels = [0.05, 0.2, 0.4, 0.7]
        chances = [float(search.false_alarm_probability(z, method="baluev", maximum_frequency=10)) for z in levels]
        powers = [float(search.power(f)) for f in (0.31, 1.7, 4.9)]
        found.append({"index": index, "levels": levels, "chances": chances, "powers": powers})
    return found


def boxes():
    """Eclipses in one band: BoxLeastSquares of astropy on the same frequencies."""
    found = []
    for index in (6, 15, 24, 33, 51, 60):
        (time, value, error, _), period, shape = simulated(index)
        assert shape == "eclipse"
        limits = (period * 0.6, period * 1.6, 40)
        first, step, count = grid(time, *limits)
        frequency = first + step * numpy.arange(count)
        search = BoxLeastSquares(time, -value, error)
        power = search.power(1 / frequency, numpy.array([0.08, 0.1, 0.12, 0.14]) * period, objective="likelihood")
        found.append({"index": index, "limits": list(limits), "period": period, "peak": float(power.period[numpy.argmax(power.power)])})
    return found


def real_histories():
    """Detections of the packets' histories, as difference magnitudes, of objects with ten or more."""
    histories = {}
    for path in sorted(Path("../shared/data/ztf/parquet").glob("*.parquet")):
        for row in pyarrow.parquet.read_table(path, columns=["objectId", "candidate", "prv_candidates"]).to_pylist():
            points = histories.setdefault(row["objectId"], {})
            for point in [row["candidate"], *(row["prv_candidates"] or [])]:
                if point["magpsf"] is not None:
                    points[point["jd"]] = point
    found = []
    for object_id, points in sorted(histories.items()):
        rows = [points[jd] for jd in sorted(points)]
        if len(rows) < 10:
            continue
        time = numpy.array([row["jd"] for row in rows]) - 2400000.5
        value = numpy.array([row["magpsf"] for row in rows], dtype=float)
        error = numpy.array([row["sigmapsf"] for row in rows], dtype=float)
        band = numpy.array([row["fid"] for row in rows])
        found.append({"objectId": object_id, "points": len(rows), **peak_of(time, value, error, band, (1, 1), (0.1, 1.2, 5))})
    return found


golden = {
    "madeBy": f"scripts/goldens/periodogram.py, astropy {astropy.__version__}, numpy {numpy.__version__}, pyarrow {pyarrow.__version__}",
    "simulated": simulations(),
    "falseAlarms": false_alarms(),
    "boxes": boxes(),
    "real": real_histories(),
}
Path("domain/periodogram/periodogram.golden.json").write_text(json.dumps(golden) + "\n")
print({key: len(value) for key, value in golden.items()})
