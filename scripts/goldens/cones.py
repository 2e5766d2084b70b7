"""Writes server/object-api/cones.golden.json: which of some thousand positions lie in 4,096 cones, by astropy's separations.

Positions and cones come from a generator of 32-bit numbers that the test has too, so that only the answers are kept.
"""

import json
from pathlib import Path

import astropy
import numpy
from astropy import units
from astropy.coordinates import SkyCoord

POSITIONS, CONES, SEED = 3000, 4096, 20261122
RADII = (5, 60, 300, 1200, 3600, 9000, 18000)


def numbers(seed):
    state = seed
    while True:
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        yield state / 2**32


def rounded(value):
    return numpy.floor(value * 1e7 + 0.5) / 1e7


def positions(next_number):
    """A quarter each: anywhere, around RA 0, around the poles, in a field that is crowded."""
    out = []
    for k in range(POSITIONS):
        u, v = next(next_number), next(next_number)
        if k % 4 == 0:
            ra, dec = 360 * u, 180 * v - 90
        elif k % 4 == 1:
            ra, dec = (360 + 6 * u - 3) % 360, 20 * v - 10
        elif k % 4 == 2:
            ra, dec = 360 * u, (90 - 4 * v) if k % 8 == 2 else (4 * v - 90)
        else:
            ra, dec = 193 + 2 * u, 2 + 2 * v
        out.append((rounded(ra), rounded(dec)))
    return out


def cones(next_number, places):
    out = []
    for _ in range(CONES):
        near = places[int(next(next_number) * len(places))]
        radius = RADII[int(next(next_number) * len(RADII))] * (0.5 + next(next_number) / 2)
        reach = radius / 3600
        ra = rounded((near[0] + (2 * next(next_number) - 1) * reach + 360) % 360) % 360
        dec = rounded(min(90, max(-90, near[1] + (2 * next(next_number) - 1) * reach)))
        out.append((ra, dec, rounded(radius)))
    return out


source = numbers(SEED)
places = positions(source)
sky = SkyCoord([p[0] for p in places] * units.deg, [p[1] for p in places] * units.deg)
answers = []
closest_call = 1.0
for ra, dec, radius in cones(source, places):
    apart = SkyCoord(ra * units.deg, dec * units.deg).separation(sky).deg
    inside = numpy.flatnonzero(apart <= radius / 3600)
    closest_call = min(closest_call, float(numpy.min(numpy.abs(apart - radius / 3600))))
    nearest = int(inside[numpy.argmin(apart[inside])]) if len(inside) else -1
    checksum = int(sum((int(i) + 1) ** 2 for i in inside) % 1000003)
    answers.append([len(inside), nearest, checksum])
# A row this close to an edge could fall on either side by rounding alone.
assert closest_call > 1e-11, closest_call

golden = {
    "madeBy": f"scripts/goldens/cones.py, astropy {astropy.__version__}, numpy {numpy.__version__}",
    "seed": SEED,
    "positions": POSITIONS,
    "radii": RADII,
    "cones": answers,
}
Path("server/object-api/cones.golden.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
print(closest_call, sum(a[0] for a in answers), sum(a[0] == 0 for a in answers))
