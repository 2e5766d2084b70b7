"""What pandas writes as JSON and CSV for numbers and text on the wire: golden of server/formats.

Run: python scripts/goldens/formats.py > server/formats/formats.golden.json
float32 values take the way of the API: shortest decimal text of the float32, read as a double.

pandas 3.1 prints magnitudes above 1e16 with ten digits (earlier ones: fifteen) and below 1e-15 with an exponent (earlier ones: 0.0).
The API keeps to the earlier ones, so JSON of such numbers is null here and only their CSV counts.
"""
import json
import struct
import random

import numpy as np
import pandas as pd

random.seed(20261122)


def comparable(value, text):
    return None if abs(value) > 1e16 or 0 < abs(value) < 1e-15 else text


def doubles():
    fixed = [0.0, -0.0, 1.0, -1.0, 0.1, 0.5, 2459530.1, 2460826.91026620, 1e-12, -1e-12, 1e-10, 5e-11, 1.5e-10, 1e16, 1.5e16, 1e15, 9999999999999998.0,
             0.99999999999, 123.99999999999, 1e-4, 9.9e-5, 1e300, 5e-324, 1.7976931348623157e308, 4503599627370496.5, 1e22, 123456789012345678.0]
    out = fixed + [random.uniform(-1, 1) * 10 ** random.randint(-13, 18) for _ in range(1200)]
    out += [round(random.uniform(0, 3e6), random.randint(0, 9)) for _ in range(400)]
    return [float(x) for x in out]


def floats32():
    fixed = [0.0, 0.7, 37.82148, 1e-5, 3.4028235e38, 1.17549435e-38, 99999.99, 100000.0, 123456.7, 1e-10, 16777216.0, 5e5, 524287.97]
    out = fixed + [random.uniform(-1, 1) * 10 ** random.randint(-12, 12) for _ in range(1200)]
    bits = [random.getrandbits(32) for _ in range(1200)]
    out += [struct.unpack('>f', struct.pack('>I', b))[0] for b in bits]
    return [np.float32(x) for x in out if np.isfinite(np.float32(x)) and not (0 < abs(np.float32(x)) < 1.2e-38)]


def rows(values):
    frame = pd.DataFrame({'x': pd.Series(values, dtype='float64')})
    wire = frame.to_json(orient='values')[2:-2].split('],[')
    text = frame.to_csv(index=False).split('\n')[1:-1]
    assert len(wire) == len(values) and len(text) == len(values)
    return wire, text


d = doubles()
d_json, d_csv = rows(d)
f = floats32()
f_json, f_csv = rows([float(str(x)) for x in f])
texts = ['plain', 'a/b"c\\d', 'é€😀', '<>&', '\x01\b\t\n\f\r\x7f', "quote ' single", 'a,b', '', ' lead', '\u2028']
table = pd.DataFrame({
    'i:text': texts,
    'i:long': pd.array([1, None, 3072410265715010069, -9223372036854775808, 9223372036854775807, 0, -1, 9007199254740993, 10000, 99999999], dtype='Int64'),
    'i:double': [1.5, None, float('nan'), -1e-12, 1e16, 1e-5, 3.0, 1.5e15, 2459530.1, 0.1],
    'd:true': [True, False] * 5,
    'b:nested': [[[1.0, float('nan')], [1e-11, 2.5]], [], [[0.5]], [], [], [], [], [], [], [[1e16]]],
})
print(json.dumps({
    'madeWith': {'pandas': pd.__version__, 'numpy': np.__version__},
    'doubles': [[struct.pack('>d', x).hex(), comparable(x, j), c] for x, j, c in zip(d, d_json, d_csv)],
    'floats': [[struct.pack('>f', x).hex(), comparable(x, j), c] for x, j, c in zip(f, f_json, f_csv)],
    'table': {
        'texts': texts,
        'json': table.to_json(orient='records'),
        'csv': table.to_csv(index=False),
    },
}, indent=0))
