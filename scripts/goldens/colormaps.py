"""Writes domain/stamps/colormaps-data.ts: matplotlib's colour maps as 256 RGB triples, truncated to bytes."""
import base64
import pathlib

import matplotlib
import numpy as np

names = """grey gray Greys binary bone pink hot afmhot gist_heat copper cool spring summer autumn winter
viridis plasma inferno magma cividis turbo jet rainbow gnuplot gnuplot2 cubehelix terrain ocean gist_earth hsv
twilight Blues Reds Greens Oranges Purples YlGnBu YlOrRd PuBu BuPu coolwarm bwr seismic RdBu RdYlBu Spectral""".split()

lines = [
    f"// Made by scripts/goldens/colormaps.py from matplotlib {matplotlib.__version__} (Matplotlib licence; viridis, plasma, inferno and magma CC0;",
    "// the maps named after ColorBrewer: Apache-style licence, Cynthia Brewer, Mark Harrower and The Pennsylvania State University; see NOTICE).",
    "",
    "/** 256 RGB triples a map, base64; a reversed one (`_r`) where it is not simply the other way round. */",
    "export const colormapData: Readonly<Record<string, string>> = {",
]


def bytes_of(name):
    return (matplotlib.colormaps[name](np.arange(256))[:, :3] * 255).astype(np.uint8)


for name in names:
    turned = [] if np.array_equal(bytes_of(name)[::-1], bytes_of(name + "_r")) else [name + "_r"]
    for each in [name, *turned]:
        lines.append(f"  {each}:\n    '{base64.b64encode(bytes_of(each).tobytes()).decode()}',")
lines.append("};")
target = pathlib.Path(__file__).parents[2] / "domain/stamps/colormaps-data.ts"
target.write_text("\n".join(lines) + "\n")
