"""Digests of real stamps as pyarrow and gzip read them, kept as a golden (digests only, no data)."""
import gzip
import hashlib
import io
import json
import pathlib

import astropy
import pyarrow
import pyarrow.parquet as pq
from astropy.io import fits

root = pathlib.Path(__file__).parents[2]
data = root.parent / "shared/data"


def arrays(raw):
    with fits.open(io.BytesIO(raw), ignore_missing_simple=True) as hdus:
        rows = hdus[0].data.tolist()
    return hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()


def sample(table, ids, objects, plain):
    out = []
    for row in [0, 1, table.num_rows // 2, table.num_rows - 1]:
        stamps = [plain(table[f"cutout{kind}"][row].as_py()) for kind in ("Science", "Template", "Difference")]
        out.append({"alertId": str(ids(row)), "objectId": str(objects(row)),
                    "fits": [hashlib.sha256(s).hexdigest() for s in stamps], "arrays": [arrays(s) for s in stamps]})
    return out


columns = ["cutoutScience", "cutoutTemplate", "cutoutDifference"]
ztf = pq.read_table(data / "ztf/parquet/fink-ztf-00002.snappy.parquet", columns=["objectId", "candid", *columns])
lsst = pq.read_table(data / "lsst/fink-lsst-v7.1.snappy.parquet", columns=["diaSource", "diaObject", *columns])
golden = {
    "made by": f"pyarrow {pyarrow.__version__}, astropy {astropy.__version__}",
    "ztf": sample(ztf, lambda i: ztf["candid"][i].as_py(), lambda i: ztf["objectId"][i].as_py(),
                  lambda s: gzip.decompress(s["stampData"])),
    "lsst": sample(lsst, lambda i: lsst["diaSource"][i].as_py()["diaSourceId"],
                   lambda i: lsst["diaObject"][i].as_py()["diaObjectId"], lambda s: s),
}
(root / "server/cutout-api/real-stamps.golden.json").write_text(json.dumps(golden, indent=1) + "\n")
