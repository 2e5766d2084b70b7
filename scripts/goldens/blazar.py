"""Golden standardised fluxes by numpy and pandas: a flaring source in two bands, one of them seen more often in its bright years."""
import json
import pathlib

import numpy as np
import pandas as pd

rng = np.random.default_rng(20261122)
mjd = np.sort(np.concatenate([rng.uniform(58300, 59900, 90), rng.uniform(59500, 59600, 30)]))
band = np.where(rng.uniform(size=len(mjd)) < 0.4, "g", "r")
# Some nights have both.
mjd = np.concatenate([mjd, mjd[::4] + 0.02])
band = np.concatenate([band, np.where(band[::4] == "g", "r", "g")])
level = 1 + 0.5 * np.sin(mjd / 90) + 2.5 * np.exp(-((mjd - 59550) / 25) ** 2)
flux = np.round(level * np.where(band == "g", 80, 130) * (1 + 0.05 * rng.normal(size=len(mjd))), 4)
err = np.round(0.04 * flux, 4)
mjd = np.round(mjd, 5)


def standardised(frame, since=-np.inf):
    frame = frame.sort_values("mjd", kind="stable").reset_index(drop=True)
    counted = frame[frame.mjd >= since]
    window = np.floor((counted.mjd - counted.mjd.min()) / 0.5).astype(int)
    means = counted.groupby([window, "band"]).flux.mean().unstack()
    both = means.dropna()
    if len(means.columns) > 1 and len(both):
        medians = both.median()
    else:
        medians = counted.groupby("band").flux.median()
    value = frame.flux / frame.band.map(medians)
    middle = np.median(value)
    value = value / middle
    return {
        "values": value.tolist(),
        "errors": (frame.fluxErr / frame.band.map(medians) / middle).tolist(),
        "medians": (medians * middle).to_dict(),
        "windows": int(len(both)) if len(means.columns) > 1 else 0,
        "percentiles": {str(q): [float(np.percentile(value, q)), float(np.percentile(value, 100 - q))] for q in (0, 3.5, 10, 50)},
    }


frame = pd.DataFrame({"mjd": mjd, "band": band, "flux": flux, "fluxErr": err})
out = {
    "made": f"numpy {np.__version__}, pandas {pd.__version__}",
    "points": frame.to_dict("records"),
    "both": standardised(frame),
    # Alerts of the first years, then a data release as well: what is older than its first point counts for no median.
    "since": 59000,
    "release": standardised(frame, 59000),
    "single": standardised(frame[frame.band == "g"]),
}
path = pathlib.Path(__file__).parents[2] / "domain/blazar/blazar.golden.json"
path.write_text(json.dumps(out) + "\n")
print(out["both"]["medians"], out["both"]["windows"], path.stat().st_size)
