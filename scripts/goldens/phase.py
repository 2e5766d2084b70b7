"""Golden magnitudes of phase functions by sbpy, of spin geometry by numpy, and of a fit by scipy."""
import json
import pathlib

import numpy as np
import sbpy
import scipy
from sbpy.photometry import HG, HG1G2, HG12_Pen16
from scipy.optimize import least_squares

rng = np.random.default_rng(20261122)
degrees = np.concatenate([
    [0, 0.1, 0.3, 0.5, 1, 2, 4, 7.4999, 7.5, 7.6, 8, 12, 20, 29.999, 30, 45, 60, 90, 120, 149.9, 150, 155, 175],
    rng.uniform(0, 40, 60), rng.uniform(40, 150, 20),
])
phase = np.deg2rad(degrees)
parameters = [(h, g1, g2) for h in (3.34, 17.2) for g1, g2 in ((0.15, 0.15), (0.62, 0.14), (0.26, 0.38), (0.0, 0.9))]

# A light curve of a spinning oblate body in two bands, and what scipy's bounded least squares finds.
n = 160
band = np.array(["1", "2"])[rng.integers(0, 2, n)]
ph = np.deg2rad(rng.uniform(0.3, 28, n))
ra = rng.uniform(0, 2 * np.pi, n)
dec = np.arcsin(rng.uniform(-0.5, 0.5, n))
truth = {"1": (12.4, 0.31, 0.34), "2": (11.9, 0.27, 0.41), "spin": (0.72, 2.1, 0.5)}


def shg1g2(x, h, g1, g2, spin):
    p, a, d = x
    r, a0, d0 = spin
    flux = g1 * HG1G2._phi1(p) + g2 * HG1G2._phi2(p) + (1 - g1 - g2) * HG1G2._phi3(p)
    geo = np.sin(d) * np.sin(d0) + np.cos(d) * np.cos(d0) * np.cos(a - a0)
    return h - 2.5 * np.log10(flux) + 2.5 * np.log10(1 - (1 - r) * np.abs(geo))


def model(x):
    out = np.zeros(n)
    for k, f in enumerate(["1", "2"]):
        m = band == f
        out[m] = shg1g2((ph[m], ra[m], dec[m]), *x[3 * k:3 * k + 3], x[6:])
    return out


sigma = rng.uniform(0.02, 0.06, n)
exact = model(np.array([*truth["1"], *truth["2"], *truth["spin"]]))
magnitude = exact + rng.normal(0, 1, n) * sigma
start = [15, 0.15, 0.15] * 2 + [0.8, np.pi, 0.0]
lower = [-3, 0, 0] * 2 + [0.3, 0, -np.pi / 2]
upper = [30, 1, 1] * 2 + [1, 2 * np.pi, np.pi / 2]


def fit(loss, weights):
    found = least_squares(lambda x: (model(x) - magnitude) / weights, start, bounds=(lower, upper), loss=loss,
                          xtol=1e-14, ftol=1e-14, gtol=1e-14, max_nfev=4000)
    cov = np.linalg.inv(found.jac.T @ found.jac)
    return {"x": found.x.tolist(), "cost": float(found.cost), "variances": np.diag(cov).tolist()}


golden = {
    "made by": f"sbpy {sbpy.__version__}, scipy {scipy.__version__}, numpy {np.__version__}",
    "phaseDegrees": degrees.tolist(),
    "basis": [np.asarray(f(phase)).tolist() for f in (HG1G2._phi1, HG1G2._phi2, HG1G2._phi3)],
    "hg1g2": [{"h": h, "g1": a, "g2": b, "magnitudes": np.asarray(HG1G2.evaluate(phase, h, a, b)).tolist()}
              for h, a, b in parameters],
    "hg": [{"h": h, "g": g, "magnitudes": np.asarray(HG.evaluate(phase, h, g)).tolist()}
           for h in (3.34, 17.2) for g in (0.0, 0.15, 0.5)],
    "hg12": [{"h": h, "g12": g, "magnitudes": np.asarray(HG12_Pen16.evaluate(phase, h, g)).tolist()}
             for h in (3.34, 17.2) for g in (0.05, 0.3, 0.9)],
    "fit": {
        "observations": [{"magnitude": m, "sigma": s, "phase": p, "ra": a, "dec": d, "band": b}
                         for m, s, p, a, d, b in zip(magnitude.tolist(), sigma.tolist(), ph.tolist(), ra.tolist(),
                                                     dec.tolist(), band.tolist())],
        "exact": exact.tolist(),
        "truth": [*truth["1"], *truth["2"], *truth["spin"]],
        "squares": fit("linear", sigma),
        "soft-l1": fit("soft_l1", np.ones(n)),
    },
}
target = pathlib.Path(__file__).parents[2] / "domain/phase/phase.golden.json"
target.write_text(json.dumps(golden).replace("Infinity", "1e999") + "\n")
