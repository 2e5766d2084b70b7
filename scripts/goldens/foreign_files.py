"""Small files of stamps as other writers leave them, by pyarrow: no index, an index, dictionaries, several row groups.

Run: python scripts/goldens/foreign_files.py > server/storage/lake/foreign-files.golden.json
"""
import base64
import gzip
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 17


def stamp(i):
    if i % 6 == 4:
        return None
    card = "SIMPLE  =                    T".ljust(80) + f"NUMBER  = {i:>20}".ljust(80) + "END"
    return gzip.compress(card.ljust(2880).encode(), mtime=0)


candids = [2475433850015010009 + 7 * i for i in range(ROWS)]
objects = [f"ZTF99aaaaaa{'abcde'[(i * i) % 5]}" for i in range(ROWS)]
stamps = [stamp(i) for i in range(ROWS)]
cutouts = [None if s is None and i % 4 == 0 else {"fileName": f"f{i}", "stampData": s} for i, s in enumerate(stamps)]
table = pa.table(
    {
        "candid": pa.array(candids, pa.int64()),
        "cutoutScience": pa.array(cutouts, pa.struct([("fileName", pa.string()), ("stampData", pa.binary())])),
        "objectId": pa.array(objects, pa.string()),
    }
)
styles = {
    "plain pages": dict(compression="none", use_dictionary=False, data_page_size=300, write_batch_size=1),
    "snappy, one page a chunk": dict(compression="snappy", use_dictionary=["objectId"]),
    "an index": dict(compression="zstd", use_dictionary=False, write_page_index=True, data_page_size=500, write_batch_size=2),
    "dictionaries": dict(compression="snappy", use_dictionary=True),
    "dictionaries and an index": dict(compression="gzip", use_dictionary=True, write_page_index=True, data_page_size=4, write_batch_size=3),
    "several row groups": dict(compression="snappy", use_dictionary=True, row_group_size=5),
    "version 2 pages": dict(compression="brotli", data_page_version="2.0", use_dictionary=False, data_page_size=400, write_batch_size=1),
}
files = []
for name, options in styles.items():
    sink = io.BytesIO()
    pq.write_table(table, sink, **options)
    files.append({"name": name, "bytes": base64.b64encode(sink.getvalue()).decode()})

print(
    json.dumps(
        {
            "madeBy": f"scripts/goldens/foreign_files.py, pyarrow {pa.__version__}",
            "alerts": [
                {"candid": str(c), "objectId": o, "stamp": s and base64.b64encode(s).decode()}
                for c, o, s in zip(candids, objects, stamps)
            ],
            "files": files,
        },
        indent=1,
    )
)
