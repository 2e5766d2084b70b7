"""Column chunks of every page version and codec, written by pyarrow, with the values in them.

Run: python scripts/goldens/parquet_pages.py > server/storage/lake/parquet-pages.golden.json
"""
import base64
import io
import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 23
rng = np.random.default_rng(20261122)


def blob(i):
    if i % 7 == 3:
        return None
    return b"SIMPLE  =" + bytes(rng.integers(0, 4, size=40 + 11 * (i % 5), dtype=np.uint8))


ids = [2475433850015010009 + 1000 * i for i in range(ROWS)]
blobs = [blob(i) for i in range(ROWS)]
repeated = [[b"first", b"second", None][i % 3] for i in range(ROWS)]
nested = [None if i % 5 == 4 else {"fileName": f"f{i}", "stampData": blobs[i]} for i in range(ROWS)]
table = pa.table(
    {
        "candid": pa.array(ids, pa.int64()),
        "blob": pa.array(blobs, pa.binary()),
        "repeated": pa.array(repeated, pa.binary()),
        "cutout": pa.array(nested, pa.struct([("fileName", pa.string()), ("stampData", pa.binary())])),
    },
    schema=pa.schema(
        [
            pa.field("candid", pa.int64(), nullable=False),
            pa.field("blob", pa.binary()),
            pa.field("repeated", pa.binary()),
            pa.field("cutout", pa.struct([("fileName", pa.string()), ("stampData", pa.binary())])),
        ]
    ),
)
leaves = {
    "candid": ("INT64", 0, [str(i) for i in ids]),
    "blob": ("BYTE_ARRAY", 1, blobs),
    "repeated": ("BYTE_ARRAY", 1, repeated),
    "cutout.stampData": ("BYTE_ARRAY", 2, [n and n["stampData"] for n in nested]),
}


def text(value):
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


cases = []
for version in ("1.0", "2.0"):
    for codec in ("none", "snappy", "gzip", "brotli", "zstd", "lz4"):
        for dictionary in (False, True):
            sink = io.BytesIO()
            pq.write_table(
                table,
                sink,
                compression=codec,
                data_page_version=version,
                use_dictionary=dictionary,
                data_page_size=256,
                write_batch_size=4,
                write_statistics=codec != "gzip",
                write_page_checksum=codec != "brotli",
            )
            data = sink.getvalue()
            group = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(0)
            for i in range(group.num_columns):
                chunk = group.column(i)
                if chunk.path_in_schema not in leaves:
                    continue
                start = chunk.dictionary_page_offset or chunk.data_page_offset
                cases.append(
                    {
                        "version": version,
                        "codec": {"none": "UNCOMPRESSED", "lz4": "LZ4_RAW"}.get(codec, codec.upper()),
                        "dictionary": dictionary,
                        "column": chunk.path_in_schema,
                        "chunk": base64.b64encode(data[start : start + chunk.total_compressed_size]).decode(),
                    }
                )

print(
    json.dumps(
        {
            "madeBy": f"scripts/goldens/parquet_pages.py, pyarrow {pa.__version__}, numpy {np.__version__}",
            "rows": ROWS,
            "columns": {
                name: {"type": kind, "maxDefinition": levels, "values": [text(v) for v in values]}
                for name, (kind, levels, values) in leaves.items()
            },
            "cases": cases,
        },
        indent=1,
    )
)
