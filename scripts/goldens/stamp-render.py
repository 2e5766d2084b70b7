"""Golden pictures of small stamps, computed with numpy, scipy-free convolution by hand, and matplotlib's tables."""
import json
import math
import pathlib

import matplotlib
import numpy as np

rng = np.random.default_rng(7)


def finite(a):
    return np.nan_to_num(np.asarray(a, dtype=np.float64))


def sigmoid(a):
    with np.errstate(all="ignore"):
        return 1 / (1 + np.exp(-(a - a.mean()) / a.std()))


def stretched(a, name):
    vmax = a[a.shape[0] // 2, a.shape[0] // 2]
    vmin = a.min() + 0.2 * np.median(np.abs(a - np.median(a)))
    t = np.clip((a - vmin) / (vmax - vmin), 0, 1)
    return {
        "linear": lambda: t, "sqrt": lambda: np.sqrt(t), "power": lambda: t**2,
        "log": lambda: np.log(1000 * t + 1) / math.log(1001),
        "asinh": lambda: np.arcsinh(t / 10) / np.arcsinh(0.1),
    }[name]()


def kernel(name):
    if name == "box":
        return np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
    y, x = np.mgrid[-2:3, -2:3]
    k = np.exp(-(x**2 + y**2) / 2)
    return k / k.sum()


def convolved(s, name):
    k = kernel(name)
    r = k.shape[0] // 2
    p = np.pad(s, r, mode="edge")
    out = np.zeros_like(s)
    for dy in range(k.shape[0]):
        for dx in range(k.shape[1]):
            out += k[dy, dx] * p[dy:dy + s.shape[0], dx:dx + s.shape[1]]
    return out


def picture(s, colormap):
    with np.errstate(all="ignore"):
        if colormap is None:
            return np.trunc(255 * np.nan_to_num(s)).astype(np.uint8)
        return (matplotlib.colormaps[colormap](np.ma.masked_invalid(s)) * 255).astype(np.uint8)


y, x = np.mgrid[0:15, 0:15]
star = (100 + rng.normal(0, 3, (15, 15)) + 500 * np.exp(-((x - 7) ** 2 + (y - 7) ** 2) / 6)).astype(np.float32)
holes = star.copy()
holes[0, :] = np.nan
infinite = star.copy()
infinite[2, 3] = np.inf
images = {"star": star, "holes": holes, "infinite": infinite, "flat": np.full((15, 15), 3, np.float32),
          "large": (180 + rng.normal(0, 15, (63, 63))).astype(np.float32)}
cases = []
for image, stretch, colormap, convolution in [
    ("star", "sigmoid", None, None), ("large", "sigmoid", None, None), ("holes", "sigmoid", None, None),
    ("infinite", "sigmoid", None, None), ("flat", "sigmoid", None, None), ("flat", "sigmoid", "viridis", None),
    ("star", "sigmoid", "viridis", None), ("large", "sigmoid", "hot", None), ("star", "sigmoid", "Blues_r", None),
    ("star", "linear", None, None), ("star", "sqrt", None, None), ("star", "power", None, None),
    ("star", "log", None, None), ("star", "asinh", None, None), ("star", "linear", "magma", "gauss"),
    ("star", "sigmoid", None, "gauss"), ("star", "sigmoid", None, "box"), ("star", "sigmoid", "grey", "box"),
]:
    a = finite(images[image])
    with np.errstate(all="ignore"):
        s = sigmoid(a) if stretch == "sigmoid" else stretched(a, stretch)
    if convolution:
        s = convolved(s, convolution)
    p = picture(s, colormap)
    cases.append({"image": image, "stretch": stretch, "colormap": colormap, "convolution": convolution,
                  "pixels": p.tobytes().hex()})
golden = {
    "made by": f"numpy {np.__version__}, matplotlib {matplotlib.__version__}",
    "images": {k: {"width": v.shape[1], "height": v.shape[0], "float32le": v.astype("<f4").tobytes().hex()}
               for k, v in images.items()},
    "cases": cases,
}
target = pathlib.Path(__file__).parents[2] / "domain/stamps/render.golden.json"
target.write_text(json.dumps(golden) + "\n")
