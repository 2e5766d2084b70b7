"""Writes server/formats/stamp-colormaps-data.ts: every colour map that matplotlib registers, and a golden beside it.

A map is its own N colours as RGB, truncated to bytes. `_r` is stored where it is not simply the other way round: as what is to be added to that.
The bytes of all maps, one channel behind the other, each as its step from the colour before, are one raw deflate stream.
"""
import base64
import json
import pathlib
import zlib

import matplotlib
import numpy as np

target = pathlib.Path(__file__).parents[2] / "server/formats"
colormaps = matplotlib.colormaps


def table_of(name):
    cmap = colormaps[name]
    return (cmap(np.arange(cmap.N))[:, :3] * 255).astype(np.uint8)


entries, parts, known = [], [], {}
for name in sorted(name for name in colormaps if not name.endswith("_r")):
    own, turned = table_of(name), table_of(name + "_r")
    same = known.setdefault((own.tobytes(), turned.tobytes()), name)
    if same != name:
        entries.append(f"{name}={same}")
        continue
    steps = np.diff(own.astype(np.int16), axis=0, prepend=0).astype(np.uint8)
    entries.append(f"{name}:{len(own)}")
    parts.append(steps.T.tobytes())
    if not np.array_equal(own[::-1], turned):
        entries[-1] += "r"
        parts.append((turned - own[::-1]).T.tobytes())

packed = zlib.compressobj(9, zlib.DEFLATED, -15)
data = base64.b64encode(packed.compress(b"".join(parts)) + packed.flush()).decode()
lines = [
    f"// Made by scripts/goldens/colormaps.py from matplotlib {matplotlib.__version__} (Matplotlib licence; viridis, plasma, inferno and magma CC0;",
    "// the maps named after ColorBrewer: Apache-style licence, Cynthia Brewer, Mark Harrower and The Pennsylvania State University; see NOTICE).",
    "",
    "/** `name:colours`, with an `r` where the reversed map has bytes of its own; `name=other` for another name of a map before. */",
    "export const colormapIndex =",
    f"  '{' '.join(entries)}';",
    "",
    "/** Raw deflate, base64. */",
    "export const colormapBytes =",
    f"  '{data}';",
]
(target / "stamp-colormaps-data.ts").write_text("\n".join(lines) + "\n")

places = np.linspace(0, 1, 13)
golden = {
    "made by": f"scripts/goldens/colormaps.py, matplotlib {matplotlib.__version__}, numpy {np.__version__}",
    "places": places.tolist(),
    "maps": {name: (colormaps[name](places)[:, :3] * 255).astype(np.uint8).tobytes().hex() for name in sorted(colormaps)},
}
(target / "stamp-colormaps.golden.json").write_text(json.dumps(golden, indent=0) + "\n")
