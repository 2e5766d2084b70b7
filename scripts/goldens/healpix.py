"""Writes domain/healpix/healpix.golden.json: RING pixels and discs as healpy gives them."""

import json
from pathlib import Path

import healpy
import numpy

rng = numpy.random.default_rng(7)
pixels = []
for nside in (1, 2, 128, 1024):
    ra = [*rng.uniform(0, 360, 300), 0, 0, 90, 360, 45, 135, 0, 123.4, 359.9999999, 0, 0, 180]
    dec = [*numpy.degrees(numpy.arcsin(rng.uniform(-1, 1, 300))), 90, -90, 0, 0, 41.8103, -41.8103, 89.99999, -89.99999, 0.1, 41.810314, -41.810315, 45]
    found = healpy.ang2pix(nside, numpy.pi / 2 - numpy.radians(dec), numpy.radians(ra))
    pixels += [[nside, float(a), float(d), int(p)] for a, d, p in zip(ra, dec, found)]


def runs(values):
    """Ascending numbers as [first, last] pairs."""
    out = []
    for value in values:
        if out and value == out[-1][1] + 1:
            out[-1][1] = int(value)
        else:
            out.append([int(value), int(value)])
    return out


discs = []
centres = [(0, 90), (10, -90), (0, 0), (359.999, 0.001), (0, 41.81), (45, 41.81), (0.001, 89.95), (200, -89.9), (0, -41.81), (180, 66.44)]
centres += [(float(a), float(d)) for a, d in zip(rng.uniform(0, 360, 25), numpy.degrees(numpy.arcsin(rng.uniform(-1, 1, 25))))]
for nside, radii in ((128, (1 / 3600, 0.05, 0.5, 5)), (1024, (1 / 3600, 0.02, 0.3))):
    for radius in radii:
        for a, d in centres:
            vec = healpy.ang2vec(numpy.pi / 2 - numpy.radians(d), numpy.radians(a))
            near = healpy.query_disc(nside, vec, numpy.radians(radius), inclusive=True, fact=4)
            exact = healpy.query_disc(nside, vec, numpy.radians(radius), inclusive=True, fact=128)
            inner = healpy.query_disc(nside, vec, numpy.radians(radius), inclusive=False)
            discs.append([nside, a, d, radius, runs(inner), len(exact), len(near)])
vec = healpy.ang2vec(numpy.pi / 2 - numpy.radians(33), numpy.radians(123))
for radius in (5,):
    inner = healpy.query_disc(1024, vec, numpy.radians(radius), inclusive=False)
    exact = healpy.query_disc(1024, vec, numpy.radians(radius), inclusive=True, fact=64)
    near = healpy.query_disc(1024, vec, numpy.radians(radius), inclusive=True, fact=4)
    discs.append([1024, 123.0, 33.0, radius, runs(inner), len(exact), len(near)])

# Orders of numbering: some pixels of each resolution, NESTED and RING, and UNIQ numbers of every order.
nested = []
for nside in (1, 2, 4, 64, 128, 1024, 8192):
    total = 12 * nside * nside
    some = sorted({0, 1, total - 1, total // 2, *(int(p) for p in rng.integers(0, total, 60))})
    some = [p for p in some if 0 <= p < total]
    nested.append([nside, some, [int(p) for p in healpy.nest2ring(nside, numpy.array(some))]])
uniq = []
for order in range(30):
    total = 12 * 4**order
    for pixel in {0, total - 1, *(int(p) for p in rng.integers(0, total, 4))}:
        uniq.append([str(4 * 4**order + pixel), order, str(pixel)])

golden = {
    "madeBy": f"scripts/goldens/healpix.py, healpy {healpy.__version__}, numpy {numpy.__version__}",
    "pixels": pixels,
    "discs": discs,
    "nested": nested,
    "uniq": uniq,
}
Path("domain/healpix/healpix.golden.json").write_text(json.dumps(golden) + "\n")
