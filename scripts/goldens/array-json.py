"""Golden texts of floats and arrays, as Python and its json module print them."""
import json
import pathlib
import platform

import numpy as np

rng = np.random.default_rng(20261122)
values = [0.0, -0.0, 1.0, 179.0, -3.5, 0.1, 1e-4, 9.999e-5, 1e-5, 1.5e-7, 1e15, 1e16, 1.5e16, 1e21, 1e22, 1e300,
          5e-324, 123456789.125, 0.30000000000000004]
float32 = np.concatenate([
    rng.normal(180, 20, 300), rng.normal(0, 5, 300), rng.normal(0, 1e-3, 100), rng.normal(0, 1e7, 100),
    [1.0, 2.5, 0.125, 16777216.0, 1e20, 1e-30],
]).astype(np.float32)
float64 = np.concatenate([rng.normal(0, 1000, 200), [1e-9, 1e17, 3.0]])
golden = {
    "made by": f"Python {platform.python_version()}, numpy {np.__version__}",
    "repr": [[json.dumps(v), repr(v)] for v in values],
    "float32": [repr(float(v)) for v in float32],
    "float32Json": json.dumps([float32.tolist()], separators=(",", ":")),
    "float64": [repr(float(v)) for v in float64],
    "float64Json": json.dumps([float64.tolist()], separators=(",", ":")),
}
target = pathlib.Path(__file__).parents[2] / "domain/stamps/array-json.golden.json"
target.write_text(json.dumps(golden) + "\n")
