"""Writes domain/photometry/views.golden.json: apparent and asinh magnitudes, weighted means and colours by numpy and astropy."""

import json
from pathlib import Path

import astropy
import astropy.units as u
import numpy as np

ZERO = float((0 * u.ABmag).to_value(u.uJy))
rng = np.random.default_rng(11)


def rounded(values):
    return [None if v is None else float(v) for v in values]


# Apparent flux and magnitude, straight from magnitudes, in units of the flux of magnitude 0.
apparent = []
for _ in range(60):
    magnr, sigmagnr = rng.uniform(14, 21), rng.uniform(0.005, 0.2)
    magpsf, sigmapsf = rng.uniform(14, 21), rng.uniform(0.005, 0.3)
    negative = bool(rng.integers(2))
    ref, diff = 10 ** (-0.4 * magnr), 10 ** (-0.4 * magpsf)
    total = ref - diff if negative else ref + diff
    error = np.hypot(sigmapsf / 1.085736204758129 * diff, sigmagnr / 1.085736204758129 * ref)
    mag = -2.5 * np.log10(total) if total > 0 else None
    magerr = 1.085736204758129 * error / total if total > 0 else None
    microjansky = total * ZERO
    apparent.append(rounded([magnr, sigmagnr, magpsf, sigmapsf]) + [negative] + rounded(
        [microjansky, error * ZERO, mag, magerr]))

asinh = []
for _ in range(60):
    flux, error, soft = rng.normal(0, 40), rng.uniform(0.1, 8), rng.uniform(0.2, 10)
    b = soft / ZERO
    x = flux / ZERO
    m = -2.5 / np.log(10) * (np.arcsinh(x / (2 * b)) + np.log(b))
    step = 1e-4 * soft
    up = -2.5 / np.log(10) * (np.arcsinh((flux + step) / ZERO / (2 * b)) + np.log(b))
    down = -2.5 / np.log(10) * (np.arcsinh((flux - step) / ZERO / (2 * b)) + np.log(b))
    asinh.append(rounded([flux, error, soft, m, abs(up - down) / (2 * step) * error]))

means = []
for n in (1, 2, 5, 12):
    values, errors = rng.normal(50, 10, n), rng.uniform(1, 9, n)
    mean, weight = np.average(values, weights=errors**-2, returned=True)
    means.append([rounded(values), rounded(errors), float(mean), float(weight**-0.5)])

g = np.sort(rng.uniform(59000, 59020, 40))
r = np.sort(rng.uniform(59000, 59020, 35))
gm, rm = rng.uniform(17, 19, 40), rng.uniform(17, 19, 35)
ge, re = rng.uniform(0.01, 0.2, 40), rng.uniform(0.01, 0.2, 35)
pairs = []
for k in range(40):
    j = int(np.argmin(np.abs(r - g[k])))
    if abs(r[j] - g[k]) <= 0.3:
        pairs.append([k, j, float(gm[k] - rm[j]), float(np.hypot(ge[k], re[j]))])

golden = {
    "madeBy": f"scripts/goldens/views.py, astropy {astropy.__version__}, numpy {np.__version__}",
    "apparent": apparent,
    "asinh": asinh,
    "means": means,
    "colour": {"g": [rounded(g), rounded(gm), rounded(ge)], "r": [rounded(r), rounded(rm), rounded(re)], "pairs": pairs},
}
Path("domain/photometry/views.golden.json").write_text(json.dumps(golden) + "\n")
