"""Small Parquet files with lists of every kind of gap, page version and codec, and what pyarrow reads of them.

Writes server/ingest/parquet/parquet-lists.golden.json.
"""

import base64
import io
import json
import pathlib
import random

import pyarrow as pa
import pyarrow.parquet as pq

random.seed(7)
rows = 60


def epoch(i):
    if random.random() < 0.05:
        return None
    gap = lambda value: None if random.random() < 0.3 else value
    return {"jd": 2460000.5 + i / 8, "fid": gap(1 + i % 3), "name": gap(f"epoch {i % 11}"), "id": gap(2**62 + i)}


def epochs(row):
    if row % 17 == 3:
        return None
    return [epoch(row * 100 + i) for i in range([0, 1, 2, 5, 20][row % 5])]


def numbers(row):
    if row % 13 == 5:
        return None
    return [None if (row + i) % 7 == 0 else (row + i) / 4 for i in range(row % 6)]


values = {
    "id": list(range(rows)),
    "prv": [epochs(row) for row in range(rows)],
    "numbers": [numbers(row) for row in range(rows)],
    "one": [None if row % 9 == 0 else {"a": row / 2, "b": None if row % 4 == 0 else f"b{row % 3}"} for row in range(rows)],
    "map": [None if row % 5 == 0 else [("x", row / 2), ("y", None)] for row in range(rows)],
}
item = pa.struct([("jd", pa.float64()), ("fid", pa.int32()), ("name", pa.string()), ("id", pa.int64())])
one = pa.struct([("a", pa.float32()), ("b", pa.string())])
schema = pa.schema(
    [
        ("id", pa.int64()),
        ("prv", pa.list_(item)),
        ("numbers", pa.list_(pa.float64())),
        ("one", one),
        ("map", pa.map_(pa.string(), pa.float64())),
    ]
)
table = pa.table(values, schema=schema)

files = {}
kinds = [("1.0", "none", False), ("1.0", "snappy", True), ("2.0", "zstd", False), ("2.0", "gzip", True)]
for version, codec, dictionary in kinds:
    out = io.BytesIO()
    pq.write_table(
        table,
        out,
        data_page_version=version,
        compression=codec,
        use_dictionary=dictionary,
        data_page_size=512,
        write_batch_size=16,
        row_group_size=35,
    )
    key = f"pages {version}, {codec}, {'dictionary' if dictionary else 'plain'}"
    files[key] = base64.b64encode(out.getvalue()).decode()
    assert pq.read_table(out).equals(table)


def plain(value, name=""):
    """JSON keeps no integers above 2^53: ids are text."""
    if isinstance(value, dict):
        return {k: plain(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return str(value) if name == "id" and value is not None else value


expected = [{name: plain(values[name][row], name) for name in ("id", "prv", "numbers", "one")} for row in range(rows)]
target = pathlib.Path(__file__).parents[2] / "server/ingest/parquet/parquet-lists.golden.json"
golden = {"made by": f"pyarrow {pa.__version__}", "rows": expected, "files": files}
target.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
print({k: len(v) for k, v in files.items()}, target.stat().st_size)
