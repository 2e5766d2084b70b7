"""Writes domain/photometry/photometry.golden.json: AB magnitudes and fluxes as astropy converts them."""

import json
from pathlib import Path

import astropy
import astropy.units as u
import numpy

rng = numpy.random.default_rng(2)
mags = [float(m) for m in rng.uniform(8, 28, 60)]
fluxes = [[m, float((m * u.ABmag).to_value(u.uJy)), float((m * u.ABmag).to_value(u.nJy))] for m in mags]
golden = {
    "madeBy": f"scripts/goldens/photometry.py, astropy {astropy.__version__}, numpy {numpy.__version__}",
    "fluxes": fluxes,
}
Path("domain/photometry/photometry.golden.json").write_text(json.dumps(golden) + "\n")
