"""Writes domain/rates.golden.json: rate and colour columns by pandas, from their definitions."""

import json
from pathlib import Path

import numpy
import pandas

rng = numpy.random.default_rng(5)
NAMES = ["v:rate", "v:sigma(rate)", "v:g-r", "v:sigma(g-r)", "v:rate(g-r)", "v:sigma(rate(g-r))"]


def columns_of(frame):
    frame = frame.sort_values("jd", kind="stable").reset_index()
    for fid in (1, 2):
        here = frame[frame.fid == fid]
        days = here.jd.diff()
        frame.loc[here.index, "v:rate"] = here.magpsf.diff() / days
        frame.loc[here.index, "v:sigma(rate)"] = numpy.sqrt(here.sigmapsf**2 + here.sigmapsf.shift() ** 2) / days
    g = frame[frame.fid == 1][["jd", "magpsf", "sigmapsf"]]
    r = frame[frame.fid == 2][["jd", "magpsf", "sigmapsf"]]
    pairs = pandas.merge_asof(g, r, on="jd", suffixes=("", "_r"), direction="nearest", tolerance=0.3)
    pairs = pairs[pairs.magpsf_r.notna()]
    out = pandas.DataFrame({"jd": pairs.jd})
    out["v:g-r"] = pairs.magpsf - pairs.magpsf_r
    out["v:sigma(g-r)"] = numpy.sqrt(pairs.sigmapsf**2 + pairs.sigmapsf_r**2)
    days = out.jd.diff()
    out["v:rate(g-r)"] = out["v:g-r"].diff() / days
    out["v:sigma(rate(g-r))"] = numpy.sqrt(out["v:sigma(g-r)"] ** 2 + out["v:sigma(g-r)"].shift() ** 2) / days
    frame = pandas.merge_asof(frame, out, on="jd", direction="nearest", tolerance=0.3)
    return frame.sort_values("index")


objects = []
for count in (1, 2, 3, 10, 40, 120):
    for kinds in ((1, 2), (1, 2, 3), (1,), (2, 3)):
        jd = 2459000.5 + numpy.round(rng.uniform(0, max(2, count / 8), count), 5)
        fid = rng.choice(kinds, count)
        mag = numpy.round(rng.uniform(16, 20, count), 4)
        err = numpy.round(rng.uniform(0.02, 0.2, count), 4)
        frame = pandas.DataFrame({"jd": jd, "fid": fid, "magpsf": mag, "sigmapsf": err}).drop_duplicates("jd")
        frame = frame.sample(frac=1, random_state=1).reset_index(drop=True)
        answer = columns_of(frame)
        objects.append(
            {
                "rows": frame.to_dict("records"),
                "columns": {
                    name: [None if not numpy.isfinite(v) else float(v) for v in (answer[name] if name in answer else [numpy.nan] * len(frame))]
                    for name in NAMES
                },
            }
        )
golden = {"madeBy": f"scripts/goldens/rates.py, pandas {pandas.__version__}, numpy {numpy.__version__}", "objects": objects}
Path("domain/rates.golden.json").write_text(json.dumps(golden) + "\n")
