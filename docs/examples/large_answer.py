"""A long answer as a stream, in flat memory: Arrow record batches as they arrive.

Needs requests, pyarrow.
"""

import pyarrow as pa
import pyarrow.compute as pc
import requests

API = "http://127.0.0.1:8081"

counts = {}
with requests.get(
    f"{API}/api/v1/latests",
    params={
        "class": "Unknown",
        "n": 100_000,
        "startdate": "2019-11-01",
        "columns": "i:objectId,i:candid,i:jd,i:magpsf",
        "output-format": "arrow",
    },
    stream=True,
) as response:
    response.raise_for_status()
    response.raw.decode_content = True
    with pa.ipc.open_stream(response.raw) as reader:
        assert reader.schema.field("i:candid").type == pa.int64()
        for batch in reader:
            for entry in pc.value_counts(batch.column("i:objectId")):
                name = entry["values"].as_py()
                counts[name] = counts.get(name, 0) + entry["counts"].as_py()

print(f"{sum(counts.values())} alerts of {len(counts)} objects")
