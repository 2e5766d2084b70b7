"""Writes domain/skymap/skymap.golden.json: small sky maps of every form, and their credible regions by numpy and healpy."""

import base64
import gzip
import io
import json
from pathlib import Path

import astropy
import healpy
import numpy
from astropy.io import fits

rng = numpy.random.default_rng(11)
LEVELS = (0.1, 0.5, 0.9, 0.99)
DATE = "2019-08-14T21:10:39.013334"


def gaussian(nside, centres):
    """Probability of each pixel, RING."""
    vectors = numpy.array(healpy.pix2vec(nside, numpy.arange(12 * nside * nside)))
    total = numpy.zeros(12 * nside * nside)
    for ra, dec, sigma, weight in centres:
        centre = healpy.ang2vec(ra, dec, lonlat=True)
        apart = numpy.degrees(numpy.arccos(numpy.clip(centre @ vectors, -1, 1)))
        blob = numpy.exp(-0.5 * (apart / sigma) ** 2)
        total += weight * blob / blob.sum()
    return total / total.sum()


def runs(pixels):
    out = []
    for pixel in sorted(int(p) for p in pixels):
        if out and pixel == out[-1][1] + 1:
            out[-1][1] = pixel
        else:
            out.append([pixel, pixel])
    return out


def region(density, probability, level):
    """Parts of the region of least area, those of the density at its edge included."""
    order = numpy.argsort(-density, kind="stable")
    reached = numpy.cumsum(probability[order])
    at = min(numpy.searchsorted(reached, level * reached[-1]), len(order) - 1)
    return density >= density[order[at]]


def overlapping(orders, nested, nside):
    """RING pixels of nside that overlap pixels of some orders."""
    wanted = int(numpy.log2(nside))
    found = set()
    for order, pixel in zip(orders, nested):
        if order >= wanted:
            found.add(int(pixel) >> (2 * (order - wanted)))
        else:
            children = 4 ** (wanted - order)
            found.update(range(int(pixel) * children, (int(pixel) + 1) * children))
    return healpy.nest2ring(nside, numpy.array(sorted(found), dtype=int))


def answers(orders, nested, density, probability, nside):
    out = []
    for level in LEVELS:
        inside = region(density, probability, level)
        area = float(numpy.sum(numpy.pi / 3 / 4.0 ** orders[inside]))
        out.append([level, runs(overlapping(orders[inside], nested[inside], nside)), area])
    return out


def encoded(hdus, packed):
    raw = io.BytesIO()
    hdus.writeto(raw)
    content = gzip.compress(raw.getvalue(), mtime=0)
    plain = raw.getvalue()
    return base64.b64encode(content).decode(), len(plain), packed


def flat(name, nside, ordering, form, per_row, centres, table_nside, packed, extra=(), blocks=None):
    ring = gaussian(blocks or nside, centres)
    if blocks:
        ring = healpy.ud_grade(ring, nside, power=-2)
    ring = ring.astype("f4" if form == "E" else "f8").astype("f8")
    nested = ring[healpy.nest2ring(nside, numpy.arange(len(ring)))]
    stored = nested if ordering == "NESTED" else ring
    columns = [fits.Column("PROB", f"{per_row}{form}" if per_row > 1 else form, array=stored.reshape(-1, per_row) if per_row > 1 else stored)]
    before = [fits.Column(c, f, array=numpy.zeros(len(stored) // per_row)) for c, f in extra]
    table = fits.BinTableHDU.from_columns([*before, *columns])
    table.header.update(PIXTYPE="HEALPIX", ORDERING=ordering, NSIDE=nside, INDXSCHM="IMPLICIT")
    table.header["DATE-OBS"] = DATE
    content, length, _ = encoded(fits.HDUList([fits.PrimaryHDU(), table]), packed)
    order = int(numpy.log2(nside))
    orders = numpy.full(len(nested), order)
    return {
        "name": name,
        "gzip": content,
        "length": length,
        "nside": table_nside,
        "regions": answers(orders, numpy.arange(len(nested)), nested, nested, table_nside),
    }


def multi_order(name, form, centres, deepest, table_nside):
    """Pixels that are divided where the probability is high."""
    leaves = []
    stack = [(0, p) for p in range(12)]
    fine = 2**deepest
    ring = gaussian(fine, centres)
    nest = ring[healpy.nest2ring(fine, numpy.arange(len(ring)))]
    while stack:
        order, pixel = stack.pop()
        children = 4 ** (deepest - order)
        part = nest[pixel * children : (pixel + 1) * children]
        if order < deepest and part.sum() > 0.02:
            stack += [(order + 1, 4 * pixel + k) for k in range(4)]
        else:
            leaves.append((order, pixel, part.sum() / (numpy.pi / 3 / 4**order)))
    # Two pixels as deep as the numbers go.
    last = leaves.pop()
    leaves += [(29, last[1] << (2 * (29 - last[0])), 1e-3), (15, (last[1] << (2 * (15 - last[0]))) + 7, 1e-3)]
    rng.shuffle(leaves)
    orders = numpy.array([int(leaf[0]) for leaf in leaves])
    nested = numpy.array([int(leaf[1]) for leaf in leaves], dtype="i8")
    density = numpy.array([leaf[2] for leaf in leaves]).astype("f4" if form == "E" else "f8").astype("f8")
    uniq = nested + 4 * (numpy.int64(4) ** orders)
    table = fits.BinTableHDU.from_columns(
        [fits.Column("UNIQ", "K", array=uniq), fits.Column("DISTMU", "D", array=density), fits.Column("PROBDENSITY", form, array=density)]
    )
    table.header.update(PIXTYPE="HEALPIX", ORDERING="NUNIQ", COORDSYS="C", INDXSCHM="EXPLICIT", MOCORDER=29)
    table.header["DATE-OBS"] = DATE
    content, length, _ = encoded(fits.HDUList([fits.PrimaryHDU(numpy.zeros((3, 5), "i2")), table]), True)
    probability = density * numpy.pi / 3 / 4.0**orders
    return {
        "name": name,
        "gzip": content,
        "length": length,
        "nside": table_nside,
        "regions": answers(orders, nested, density, probability, table_nside),
    }


near_pole = [(40, 88, 4, 0.7), (350, -20, 6, 0.3)]
maps = [
    flat("flat, NESTED, doubles behind other columns", 16, "NESTED", "D", 1, near_pole, 32, True, extra=(("DISTMU", "D"), ("FLAG", "B"))),
    flat("flat, RING, 1024 floats a row", 16, "RING", "E", 1024, [(0, 0, 9, 1)], 16, True),
    flat("flat, NESTED, finer than the pixels wanted", 256, "NESTED", "E", 1, [(200, 41.8, 3, 1)], 64, True, blocks=16),
    flat("flat, RING, finer than the pixels wanted", 64, "RING", "E", 1, [(200, -41.8, 5, 0.8), (10, -89, 3, 0.2)], 16, True, blocks=8),
    flat("flat, one resolution", 8, "NESTED", "D", 1, [(100, 30, 20, 1)], 8, True),
    multi_order("multi-order, doubles", "D", near_pole, 7, 32),
    multi_order("multi-order, floats", "E", [(310, 10, 2, 1)], 7, 128),
]
golden = {
    "madeBy": f"scripts/goldens/skymap.py, healpy {healpy.__version__}, astropy {astropy.__version__}, numpy {numpy.__version__}",
    "date": DATE,
    "pythonTexts": [[base64.b64encode(b).decode(), repr(b)] for b in (bytes(range(256)), b"it's", b"both ' and \"", rng.bytes(400), b"\x00" * 3 + b"7")],
    "maps": maps,
}
Path("domain/skymap/skymap.golden.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
for m in maps:
    print(m["name"], len(m["gzip"]), [len(r[1]) for r in m["regions"]])
