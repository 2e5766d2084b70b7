"""Golden fits of transients by scipy: light curves drawn from each model with a seed, and what bounded robust least squares finds."""
import json
import pathlib

import numpy as np
import scipy
from scipy.optimize import least_squares, minimize_scalar

rng = np.random.default_rng(20261122)
BANDS = ["g", "r"]


def bazin(t, a, rise, fall):
    return a * np.exp(-t / fall - np.logaddexp(0, -t / rise))


def villar(t, a, slope, plateau, rise, fall):
    level = a * (1 - slope * np.minimum(t, plateau)) / (1 + np.exp(np.clip(-t / rise, -700, 700)))
    return np.where(t < plateau, level, level * np.exp(-np.maximum(t - plateau, 0) / fall))


BOUNDS = {
    "bazin": [(1, 0, 1000), (4, 0.05, 150), (25, 0.5, 1000)],
    "villar": [(1, 0, 1000), (0.005, 0, 0.04), (12, 0, 25), (4, 0.05, 150), (25, 0.5, 1000)],
}
TIMES = {"bazin": [1, 2], "villar": [2, 3, 4]}
FLUX = {"bazin": bazin, "villar": villar}
CASES = [
    ("bazin", {"g": (160, 3.1, 18), "r": (140, 4.2, 31)}, 59400.3, 40, False, 0),
    ("villar", {"g": (90, 0.009, 14, 1.9, 12), "r": (110, 0.004, 19, 2.4, 22)}, 59211.7, 60, False, 0),
    ("bazin", {"g": (60, 2.5, 22), "r": (75, 3.5, 40)}, 59700.1, 45, True, 2),
]


def draw(name, truth, t0, count, baseline, outliers):
    points = []
    for band in BANDS:
        mjd = np.sort(t0 + rng.uniform(-20, 75, count))
        exact = FLUX[name](mjd - t0, *truth[band]) + (4.0 if baseline else 0.0)
        err = np.sqrt(1.5**2 + (0.02 * exact) ** 2)
        flux = exact + rng.normal(0, 1, count) * err
        for k in rng.integers(0, count, outliers):
            flux[k] += 12 * err[k]
        points += [
            {"mjd": round(float(m), 6), "band": band, "flux": round(float(f), 4), "fluxErr": round(float(e), 4)}
            for m, f, e in zip(mjd, flux, err)
        ]
    return points


def fit(name, points, baseline):
    ranges = BOUNDS[name] + ([(0, -2, 2)] if baseline else [])
    width = len(ranges)
    mjd, flux, err = (np.array([p[k] for p in points]) for k in ("mjd", "flux", "fluxErr"))
    at = np.array([BANDS.index(p["band"]) for p in points])
    scale = np.array([flux[at == k].max() for k in range(2)])
    epoch = mjd[np.argmax(flux / scale[at])]

    def model(x):
        out = np.zeros(len(mjd))
        for k in range(2):
            own = x[k * width:(k + 1) * width]
            m = at == k
            out[m] = scale[k] * FLUX[name](mjd[m] - epoch - x[-1], *own[:len(BOUNDS[name])])
            if baseline:
                out[m] += scale[k] * own[-1]
        return out

    best = None
    lower = [r[1] for r in ranges] * 2 + [-100]
    upper = [r[2] for r in ranges] * 2 + [100]
    for shift in (-10, -3, 4):
        for stretch in (0.4, 1, 2.5):
            begin = [r[0] * stretch if i in TIMES[name] else r[0] for i, r in enumerate(ranges)] * 2 + [shift]
            begin = np.clip(begin, np.array(lower) + 1e-6, np.array(upper) - 1e-6)
            found = least_squares(lambda x: (model(x) - flux) / err, begin, bounds=(lower, upper), loss="soft_l1",
                                  x_scale="jac", xtol=1e-13, ftol=1e-13, gtol=1e-13, max_nfev=4000)
            if best is None or found.cost < best.cost:
                best = found
    covariance = np.linalg.inv(best.jac.T @ best.jac)
    residual = (model(best.x) - flux) / err
    freedom = len(mjd) - len(best.x)
    chi = float(np.sum(residual**2))
    off = max(1, 1.4826 * np.median(np.abs(residual)) * np.sqrt(len(mjd) / freedom))
    spread = np.sqrt(np.diag(covariance)) * off
    unit = np.array([scale[k] if (i == 0 or (baseline and i == width - 1)) else 1 for k in range(2) for i in range(width)] + [1])

    def peak(x, k):
        own = x[k * width:(k + 1) * width]
        f = lambda t: -float(FLUX[name](np.array(t), *own[:len(BOUNDS[name])]))
        grid = np.linspace(-60, 120, 3601)
        top = grid[np.argmin([f(t) for t in grid])]
        where = minimize_scalar(f, bounds=(top - 0.1, top + 0.1), method="bounded", options={"xatol": 1e-9}).x
        return epoch + x[-1] + where, scale[k] * (-f(where) + (own[-1] if baseline else 0))

    peaks = []
    for k in range(2):
        value = peak(best.x, k)
        slopes = []
        for i in range(len(best.x)):
            step = np.zeros(len(best.x))
            step[i] = 0.02 * np.sqrt(covariance[i, i])
            slopes.append((np.array(peak(best.x + step, k)) - np.array(peak(best.x - step, k))) / (2 * step[i]))
        slopes = np.array(slopes)
        variance = np.einsum("ia,ij,ja->a", slopes, covariance, slopes) * off**2
        peaks.append({"mjd": value[0], "mjdErr": float(np.sqrt(variance[0])), "flux": value[1],
                      "fluxErr": float(np.sqrt(variance[1])), "mag": float(23.9 - 2.5 * np.log10(value[1]))})
    values = best.x * unit
    return {"cost": float(best.cost), "values": values[:-1].tolist(), "errors": (spread * unit)[:-1].tolist(),
            "t0": float(epoch + best.x[-1]), "t0Err": float(spread[-1]), "chiSquare": chi, "scale": float(off), "freedom": freedom, "peaks": peaks}


cases = []
for name, truth, t0, count, baseline, outliers in CASES:
    points = draw(name, truth, t0, count, baseline, outliers)
    cases.append({"model": name, "baseline": baseline, "truth": truth, "t0": t0, "points": points, "found": fit(name, points, baseline)})

grid = [-700.0, -80.0, -12.5, -1.0, 0.0, 0.5, 7.0, 14.9, 15.1, 40.0, 300.0]
out = {
    "made": f"numpy {np.__version__}, scipy {scipy.__version__}",
    "flux": {"days": grid,
             "bazin": [float(v) for v in bazin(np.array(grid), 120, 3.5, 27)],
             "villar": [float(v) for v in villar(np.array(grid), 120, 0.01, 15, 2.5, 20)]},
    "cases": cases,
}
path = pathlib.Path(__file__).parents[2] / "domain/transient/transient.golden.json"
path.write_text(json.dumps(out) + "\n")
print(path, path.stat().st_size)
for c in cases:
    print(c["model"], c["found"]["t0"], c["found"]["t0Err"], c["found"]["chiSquare"] / c["found"]["freedom"], c["found"]["values"])
