"""Small files as pandas writes the Solar System tables (one with row groups, one with lists), and what pandas reads in them."""
import base64
import io
import json
import pathlib

import numpy as np
import pandas as pd
import pyarrow

rng = np.random.default_rng(20261122)
n = 13
names = ["Benoitcarry", "Julienpeloton", "2010 JO69", None, "Ceres", "Julienpeloton", "Ünique", "A B", "x", "y", "z", "w", "v"]
table = pd.DataFrame({
    "ssnamenr": [str(8000 + k) for k in range(n)],
    "sso_name": names,
    "sso_number": [8467, 33803, np.nan, np.nan, 1, 33803, 7, 8, 9, 10, 11, 12, 13],
    "last_jd": rng.uniform(2459000, 2460000, n),
    "H_1": rng.normal(15, 2, n).astype(np.float32),
    "H_2": [np.nan if k % 4 == 0 else 15 - k / 7 for k in range(n)],
    "n_obs": rng.integers(50, 700, n),
    "n_days": rng.integers(1, 2000, n).astype(np.int32),
    "fit": np.zeros(n, dtype=np.int64),
    "flag": pd.array([None if k == 2 else k for k in range(n)], dtype="Int64"),
    "version": ["2026.10"] * n,
}, index=[f"r{k}" for k in range(n)])
curves = pd.DataFrame({
    "ssnamenr": [str(k) for k in range(7)],
    "cmagpsf": [rng.normal(18, 1, k).tolist() for k in range(7)],
    "cfid": [rng.integers(1, 3, k).tolist() for k in range(7)],
    "residuals": [[None, 1.5]] * 7,
})


def file_of(frame, **options):
    out = io.BytesIO()
    frame.to_parquet(out, **options)
    return base64.b64encode(out.getvalue()).decode()


def rows_of(frame):
    return json.loads(frame.to_json(orient="records", double_precision=15))


golden = {
    "made by": f"pandas {pd.__version__}, pyarrow {pyarrow.__version__}",
    "table": {"file": file_of(table, row_group_size=5, compression="snappy"), "rows": rows_of(table)},
    "indexed": {"file": file_of(table, row_group_size=100, compression="zstd", write_page_index=True, data_page_size=64),
                "rows": rows_of(table)},
    "curves": {"file": file_of(curves, row_group_size=3, compression="gzip"), "rows": rows_of(curves)},
}
target = pathlib.Path(__file__).parents[2] / "server/object-api/queries/ssoft.golden.json"
target.write_text(json.dumps(golden, ensure_ascii=False) + "\n")
