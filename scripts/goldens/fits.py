"""Golden facts of FITS stamps by astropy: small files of our own, and positions of a WCS without CTYPE."""
import base64
import io
import json
import pathlib

import astropy
import numpy as np
from astropy.io import fits
from astropy.wcs import WCS

rng = np.random.default_rng(11)


def packed(hdus):
    out = io.BytesIO()
    hdus.writeto(out)
    return base64.b64encode(out.getvalue()).decode()


image = fits.PrimaryHDU(rng.normal(0, 10, (5, 7)).astype(np.float32))
image.header["BUNIT"] = "nJy"
image.header["NOTE"] = ("it's / here", "a comment")
image.header["BIG"] = (1.5e-7, "small")
image.header["COMMENT"] = "free text = with a sign"
unc = fits.ImageHDU(rng.normal(0, 1, (5, 7)).astype(np.float32), name="UNCERT")
psf = fits.ImageHDU(rng.normal(0, 1, (3, 3)), name="PSFIMAGE")
scaled = fits.ImageHDU(np.array([[1, 2], [3, -4]], dtype=np.int16), name="SCALED")
scaled.header["BSCALE"] = 0.5
scaled.header["BZERO"] = 10.0
empty_first = fits.HDUList([fits.PrimaryHDU(), fits.ImageHDU(np.arange(6, dtype=np.float32).reshape(2, 3), name="IMAGE")])
hdus = fits.HDUList([image, unc, psf])
raw_scaled = fits.HDUList([fits.PrimaryHDU(), scaled])

header = fits.Header()
for key, value in [("WCSAXES", 2), ("CRPIX1", 16.371766398514), ("CRPIX2", 17.228172297439),
                   ("PC1_1", -5.0319052958118e-05), ("PC1_2", 2.3702824355888e-05),
                   ("PC2_1", 2.3722298316587e-05), ("PC2_2", 5.030175492864e-05), ("CDELT1", 1.0), ("CDELT2", 1.0),
                   ("CRVAL1", 250.14179912835), ("CRVAL2", 1.9640666711756)]:
    header[key] = value
named = header.copy()
named["CTYPE1"], named["CTYPE2"] = "RA---TAN", "DEC--TAN"
wcs = WCS(named)
pixels = [[1, 1], [15.5, 15.5], [30, 1], [30, 30], [-200, 4000]]
sky = wcs.all_pix2world(np.array(pixels, float), 1).tolist()
golden = {
    "made by": f"astropy {astropy.__version__}, numpy {np.__version__}",
    "three": packed(hdus), "threeImage": image.data.astype(float).ravel().tolist(),
    "threePsf": psf.data.ravel().tolist(),
    "emptyFirst": packed(empty_first), "scaled": packed(raw_scaled), "scaledImage": [10.5, 11.0, 11.5, 8.0],
    "header": {k: v for k, v in header.items()}, "pixels": pixels, "sky": sky,
    "scaleArcsec": float(np.sqrt(abs(np.linalg.det(wcs.pixel_scale_matrix))) * 3600),
}
target = pathlib.Path(__file__).parents[2] / "domain/stamps/fits.golden.json"
target.write_text(json.dumps(golden) + "\n")
