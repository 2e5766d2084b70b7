"""Light curve of one object: nightly means in microjansky, by band.

Needs requests, pandas, numpy, astropy. AB magnitudes: f = 10**((23.9 - m) / 2.5) microjansky.
"""

import io

import numpy as np
import pandas as pd
import requests
from astropy.time import Time

API = "http://127.0.0.1:8081"
BANDS = {1: "g", 2: "r", 3: "i"}

response = requests.post(
    f"{API}/api/v1/objects",
    json={
        "objectId": "ZTF99aazfuzc",
        "columns": "i:candid,i:jd,i:magpsf,i:sigmapsf,i:fid,i:isdiffpos,d:tag",
        "withupperlim": True,
        "output-format": "json",
    },
)
response.raise_for_status()
curve = pd.read_json(io.BytesIO(response.content))

valid = curve[curve["d:tag"] == "valid"].copy()
assert valid["i:candid"].dtype == np.int64, "64-bit ids arrive whole"
assert valid["i:jd"].is_monotonic_decreasing, "newest first"

sign = np.where(valid["i:isdiffpos"].isin(["t", "1"]), 1, -1)
valid["flux"] = sign * 10 ** ((23.9 - valid["i:magpsf"]) / 2.5)
valid["error"] = np.abs(valid["flux"]) * valid["i:sigmapsf"] * np.log(10) / 2.5
valid["night"] = Time(valid["i:jd"].to_numpy(), format="jd", scale="utc").to_value("iso", subfmt="date")
valid["weight"] = valid["error"] ** -2

grouped = valid.assign(weighted=valid["flux"] * valid["weight"]).groupby(["night", "i:fid"])[["weighted", "weight"]].sum()
nightly = pd.DataFrame({"flux": grouped["weighted"] / grouped["weight"], "error": grouped["weight"] ** -0.5}).reset_index()
nightly["band"] = nightly["i:fid"].map(BANDS)
assert len(nightly) > 0 and np.isfinite(nightly["flux"]).all()

limits = curve[curve["d:tag"] == "upperlim"]
print(nightly[["night", "band", "flux", "error"]].to_string(index=False))
print(f"{len(valid)} detections, {len(limits)} upper limits")
