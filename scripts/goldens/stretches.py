"""Golden grey levels of the stretches of the stamp viewer, from astropy.visualization; power and sigmoid from their formulas in numpy."""
import json
import pathlib

import astropy
import matplotlib
import numpy as np
from astropy.visualization import (AsinhStretch, AsymmetricPercentileInterval, LinearStretch, LogStretch,
                                   ManualInterval, SqrtStretch, ZScaleInterval)

rng = np.random.default_rng(11)


def star(size, sky, noise, peak):
    y, x = np.mgrid[0:size[0], 0:size[1]]
    shape = np.exp(-((x - size[1] / 2) ** 2 + (y - size[0] / 2) ** 2) / 6)
    return (sky + rng.normal(0, noise, size) + peak * shape).astype(np.float32)


def sigmoid(t, gain=10.0):
    def logistic(u):
        return 1 / (1 + np.exp(-gain * (u - 0.5)))

    return (logistic(t) - logistic(0.0)) / (logistic(1.0) - logistic(0.0))


curves = {"linear": LinearStretch(), "sqrt": SqrtStretch(), "log": LogStretch(1000), "asinh": AsinhStretch(0.1),
          "power": lambda t: np.power(t, 2.0), "sigmoid": sigmoid, "zscale": LinearStretch()}
holes = star((21, 17), 150, 6, 900)
holes[:3, :] = np.nan
holes[9, 4] = np.nan
images = {"star": star((63, 63), 200, 12, 2500), "faint": star((33, 31), 4000, 60, 90), "chip edge": holes,
          "difference": star((30, 30), 0, 9, -400), "flat noise": star((5, 9), 1, 1, 0)}


def grey(levels):
    """Half up; 'NaN' is 0 here, the holes are listed by the image itself."""
    return np.floor(np.nan_to_num(levels) * 255 + 0.5).astype(np.uint8).tobytes().hex()


cases = []
for name, image in images.items():
    finite = image[np.isfinite(image)]
    zscale = [float(v) for v in ZScaleInterval().get_limits(finite)]
    percent = [float(v) for v in AsymmetricPercentileInterval(2.5, 99.5).get_limits(finite)]
    levels = {}
    for stretch, curve in curves.items():
        low, high = zscale if stretch == "zscale" else percent
        t = np.asarray(ManualInterval(low, high)(image.astype(np.float64), clip=True))
        levels[stretch] = grey(np.asarray(curve(t)))
    cases.append({"image": name, "width": image.shape[1], "height": image.shape[0], "zscale": zscale,
                  "percent": percent, "float32le": image.astype("<f4").tobytes().hex(), "levels": levels})
maps = {name: np.rint(matplotlib.colormaps[name](np.arange(256))[:, :3] * 255).astype(np.uint8).tobytes().hex()
        for name in ("viridis", "magma", "inferno", "cividis", "coolwarm")}
golden = {"made by": f"astropy {astropy.__version__}, numpy {np.__version__}, matplotlib {matplotlib.__version__}",
          "maps": maps, "cases": cases}
target = pathlib.Path(__file__).parents[2] / "domain/stamps/stretch.golden.json"
target.write_text(json.dumps(golden) + "\n")
