"""Gnomonic offsets by astropy's WCS, motion by numpy's least squares."""
import json
import pathlib

import astropy
import numpy as np
from astropy.wcs import WCS

rng = np.random.default_rng(20261122)


def tangent(ra, dec):
    wcs = WCS(naxis=2)
    wcs.wcs.crval, wcs.wcs.crpix, wcs.wcs.cdelt = [ra, dec], [0, 0], [1 / 3600, 1 / 3600]
    wcs.wcs.ctype = ["RA---TAN", "DEC--TAN"]
    return wcs


offsets = []
for ra, dec in [(150.1, 2.2), (0.0003, -45.0), (359.9999, 88.7), (80.0, -69.9), (210.0, -89.99)]:
    for size in (0.3, 40, 900):
        east, north = rng.normal(0, size, 2)
        there = tangent(ra, dec).wcs_pix2world([[east, north]], 1)[0]
        offsets.append([ra, dec, *map(float, there), float(east), float(north)])

motions = []
for rate, angle, count in [(12.5, 37.0, 9), (3600.0, 301.0, 5), (0.8, 180.0, 40)]:
    ra0, dec0 = float(rng.uniform(0, 360)), float(rng.uniform(-80, 80))
    hours = np.sort(rng.uniform(0, 0.8, count))
    hours[0] = 0
    xi = rate * hours * np.sin(np.deg2rad(angle)) + rng.normal(0, 0.1, count)
    eta = rate * hours * np.cos(np.deg2rad(angle)) + rng.normal(0, 0.1, count)
    sky = tangent(ra0, dec0).wcs_pix2world(np.c_[xi, eta], 1)
    # The plane of the first position, as the fit has it.
    x, y = tangent(*sky[0]).wcs_world2pix(sky, 1).T
    fit = [np.polyfit(hours, v, 1) for v in (x, y)]
    left = sum(((np.polyval(f, hours) - v) ** 2).sum() for f, v in zip(fit, (x, y)))
    motions.append({
        "points": [[float(60000 + h / 24), *map(float, p)] for h, p in zip(hours, sky)],
        "rate": float(np.hypot(fit[0][0], fit[1][0])),
        "angle": float(np.rad2deg(np.arctan2(fit[0][0], fit[1][0])) % 360),
        "residual": float(np.sqrt(left / count)),
    })

golden = {"made by": f"astropy {astropy.__version__}, numpy {np.__version__}", "offsets": offsets, "motions": motions}
out = pathlib.Path(__file__).parents[2] / "domain/astrometry/astrometry.golden.json"
out.write_text(json.dumps(golden, indent=1) + "\n")
