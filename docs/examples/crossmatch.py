"""Objects near each position of a list: what the route xmatch once did.

Needs requests and astropy.
"""

import io

import requests
from astropy import units as u
from astropy.coordinates import SkyCoord
from astropy.table import Table, vstack

API = "http://127.0.0.1:8081"
RADIUS = 3 * u.arcsec

# A list as one has it: here the newest supernova candidates themselves.
newest = requests.get(
    f"{API}/api/v1/latests",
    params={"class": "SN candidate", "n": 20, "columns": "i:objectId,i:ra,i:dec"},
)
newest.raise_for_status()
positions = SkyCoord(
    [row["i:ra"] for row in newest.json()] * u.deg, [row["i:dec"] for row in newest.json()] * u.deg
)
assert len(positions) > 0

session = requests.Session()
found = []
for index, position in enumerate(positions):
    response = session.post(
        f"{API}/api/v1/conesearch",
        json={
            "ra": position.ra.deg,
            "dec": position.dec.deg,
            "radius": RADIUS.to_value(u.arcsec),
            "output-format": "votable",
        },
    )
    response.raise_for_status()
    table = Table.read(io.BytesIO(response.content), format="votable", use_names_over_ids=True)
    if len(table) == 0:
        continue
    there = SkyCoord(table["i:ra"], table["i:dec"], unit="deg")
    table["separation"] = position.separation(there).to(u.arcsec)
    assert (table["separation"] <= RADIUS).all()
    table["index"] = index
    found.append(table["index", "i:objectId", "i:candid", "separation", "d:classification"])

matches = vstack(found, metadata_conflicts="silent")
assert matches["i:candid"].dtype.kind == "i"
print(matches)
