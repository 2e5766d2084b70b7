/** How people call a route: what its page shows, and what the tests run against the simulated survey. */
export interface RouteSnippet {
  /** Arguments of the shell's call, behind the base address. */
  readonly curl: string;
  readonly python: string;
}

export const baseAddress = 'http://127.0.0.1:8081';
const supernova = 'ZTF99aazfuzc';
const get = (path: string): string => `curl -fsS '${baseAddress}/api/v1/${path}'`;
const lines = (...text: readonly string[]): string => text.join('\n');
const head = (...imports: readonly string[]): string =>
  lines(...imports.map((name) => `import ${name}`), '', `API = "${baseAddress}"`, '');

/** By name of the route of ZTF. */
export const routeSnippets: Readonly<Record<string, RouteSnippet>> = {
  objects: {
    curl: get(`objects?objectId=${supernova}&columns=i:jd,i:magpsf,i:sigmapsf,i:fid&output-format=csv`),
    python: lines(
      head('io', 'pandas as pd', 'requests'),
      'r = requests.post(f"{API}/api/v1/objects", json={',
      `    "objectId": "${supernova}",`,
      '    "columns": "i:candid,i:jd,i:magpsf,i:sigmapsf,i:fid,d:tag",',
      '    "withupperlim": True,',
      '})',
      'r.raise_for_status()',
      'curve = pd.read_json(io.BytesIO(r.content))',
      'detections = curve[curve["d:tag"] == "valid"]',
      'print(detections.groupby("i:fid")["i:magpsf"].min())',
    ),
  },
  cutouts: {
    curl: `${get(`cutouts?objectId=${supernova}&kind=Science`)} -o stamp.png`,
    python: lines(
      head('io', 'requests').replace('import requests', 'import requests\nfrom astropy.io import fits'),
      'r = requests.post(f"{API}/api/v1/cutouts", json={',
      `    "objectId": "${supernova}",`,
      '    "kind": "Difference",',
      '    "output-format": "FITS",',
      '})',
      'r.raise_for_status()',
      'with fits.open(io.BytesIO(r.content)) as hdus:',
      '    stamp = hdus[0].data',
      'print(stamp.shape, stamp.max())',
    ),
  },
  latests: {
    curl: get('latests?class=SN%20candidate&n=20&columns=i:objectId,i:jd,i:magpsf&output-format=csv'),
    python: lines(
      head('io', 'pandas as pd', 'requests'),
      'r = requests.get(f"{API}/api/v1/latests", params={"class": "SN candidate", "n": 100})',
      'r.raise_for_status()',
      'alerts = pd.read_json(io.BytesIO(r.content))',
      'newest = alerts.drop_duplicates("i:objectId")',
      'print(newest[["i:objectId", "v:lastdate", "i:magpsf", "v:constellation"]].head())',
    ),
  },
  conesearch: {
    curl: get('conesearch?ra=31.2421&dec=-10.0737&radius=60'),
    python: lines(
      head('io', 'requests').replace('import requests', 'import requests\nfrom astropy.table import Table'),
      'r = requests.post(f"{API}/api/v1/conesearch", json={',
      '    "ra": "2h04m58.1s", "dec": "-10d04m25s", "radius": 120,',
      '    "output-format": "votable",',
      '})',
      'r.raise_for_status()',
      'near = Table.read(io.BytesIO(r.content), format="votable", use_names_over_ids=True)',
      'near.sort("v:separation_degree")',
      'print(near["i:objectId", "v:separation_degree", "d:classification"])',
    ),
  },
  classes: {
    curl: get('classes'),
    python: lines(
      head('requests'),
      'groups = requests.get(f"{API}/api/v1/classes").json()',
      'for title, names in groups.items():',
      '    print(title, len(names))',
    ),
  },
  tracklet: {
    curl: get('tracklet?date=2026-08-15&columns=d:tracklet,i:jd,i:ra,i:dec&output-format=csv'),
    python: lines(
      head('io', 'pandas as pd', 'requests'),
      'r = requests.get(f"{API}/api/v1/tracklet", params={"id": "TRCK_2026"})',
      'r.raise_for_status()',
      'seen = pd.read_json(io.BytesIO(r.content))',
      'print(seen.groupby("d:tracklet").size())',
    ),
  },
  sso: {
    curl: get('sso?n_or_d=9990001&columns=i:jd,i:magpsf,i:fid&output-format=csv'),
    python: lines(
      head('io', 'pandas as pd', 'requests'),
      'r = requests.post(f"{API}/api/v1/sso", json={"n_or_d": "9990001,9990002"})',
      'r.raise_for_status()',
      'alerts = pd.read_json(io.BytesIO(r.content))',
      'print(alerts.groupby("i:ssnamenr")["i:jd"].agg(["min", "max", "count"]))',
    ),
  },
  ssocand: {
    curl: get('ssocand?kind=orbParams'),
    python: lines(
      head('requests'),
      'orbits = requests.get(f"{API}/api/v1/ssocand", params={"kind": "orbParams"}).json()',
      'for orbit in orbits[:5]:',
      '    print(orbit["d:ssoCandId"], orbit["d:a"], orbit["d:e"], orbit["d:i"])',
    ),
  },
  ssobulk: {
    curl: `curl -fsS -X POST -H 'Content-Type: application/json' -d '{}' ${baseAddress}/api/v1/ssobulk -o sso.parquet`,
    python: lines(
      head('io', 'pandas as pd', 'requests'),
      'r = requests.get(f"{API}/api/v1/ssobulk", params={"output-format": "parquet"})',
      'r.raise_for_status()',
      'print(pd.read_parquet(io.BytesIO(r.content)).head())',
    ),
  },
  ssoft: {
    curl: get('ssoft?flavor=SHG1G2&schema=True'),
    python: lines(
      head('io', 'pandas as pd', 'requests'),
      'r = requests.get(f"{API}/api/v1/ssoft", params={',
      '    "version": "2026.09", "flavor": "SHG1G2", "output-format": "parquet",',
      '})',
      'r.raise_for_status()',
      'table = pd.read_parquet(io.BytesIO(r.content))',
      'print(table[["sso_name", "H_1", "H_2", "alpha0", "delta0"]].head())',
    ),
  },
  resolver: {
    curl: get('resolver?resolver=tns&name=&nmax=5'),
    python: lines(
      head('requests'),
      'names = requests.post(f"{API}/api/v1/resolver", json={',
      `    "resolver": "tns", "name": "${supernova}", "reverse": True,`,
      '}).json()',
      'print([row["d:fullname"] for row in names])',
    ),
  },
  schema: {
    curl: get('schema'),
    python: lines(
      head('requests'),
      'groups = requests.get(f"{API}/api/v1/schema").json()',
      'print(groups["ZTF original fields (i:)"]["magpsf"]["doc"])',
    ),
  },
  skymap: {
    curl: lines(
      "python3 - > map.json <<'END'",
      'import base64, gzip, io, json',
      'import numpy as np',
      'from astropy.io import fits',
      '',
      'prob = fits.Column("PROB", "D", array=np.full(12 * 8**2, 1 / 768))',
      'hdu = fits.BinTableHDU.from_columns([prob])',
      'hdu.header.update(NSIDE=8, ORDERING="NESTED", **{"DATE-OBS": "2026-08-01T00:00:00"})',
      'out = io.BytesIO()',
      'fits.HDUList([fits.PrimaryHDU(), hdu]).writeto(out)',
      'file = base64.b64encode(gzip.compress(out.getvalue())).decode()',
      'print(json.dumps({"file": file, "credible_level": 0.5}))',
      'END',
      `curl -fsS -H 'Content-Type: application/json' -d @map.json ${baseAddress}/api/v1/skymap`,
    ),
    python: lines(
      head('io', 'pandas as pd', 'requests').replace(
        'import requests',
        'import numpy as np\nimport requests\nfrom astropy.io import fits',
      ),
      '# A map of one hemisphere; that of an event is asked for by {"event_name": "S230709bi"}.',
      'north = np.zeros(12 * 8**2)',
      'north[:256] = 1 / 256',
      'hdu = fits.BinTableHDU.from_columns([fits.Column("PROB", "D", array=north)])',
      'hdu.header.update(NSIDE=8, ORDERING="NESTED", **{"DATE-OBS": "2026-08-01T00:00:00"})',
      'out = io.BytesIO()',
      'fits.HDUList([fits.PrimaryHDU(), hdu]).writeto(out)',
      '',
      'r = requests.post(f"{API}/api/v1/skymap", json={',
      '    "bayestar": str(out.getvalue()), "credible_level": 0.9, "n_day_before": 1, "n_day_after": 14,',
      '})',
      'r.raise_for_status()',
      'inside = pd.read_json(io.BytesIO(r.content))',
      'print(len(inside), "objects were first seen in that window")',
    ),
  },
  statistics: {
    curl: get('statistics?date=202608&columns=basic:raw,basic:sci,basic:fields&output-format=csv'),
    python: lines(
      head('io', 'pandas as pd', 'requests'),
      'r = requests.get(f"{API}/api/v1/statistics", params={"date": "2026"})',
      'r.raise_for_status()',
      'nights = pd.read_json(io.BytesIO(r.content))',
      'print(nights[["key:key", "basic:sci", "class:SN candidate"]].tail())',
    ),
  },
  anomaly: {
    curl: get('anomaly?n=10&columns=i:objectId,i:jd,d:anomaly_score&output-format=csv'),
    python: lines(
      head('io', 'pandas as pd', 'requests'),
      'r = requests.get(f"{API}/api/v1/anomaly", params={"n": 20})',
      'r.raise_for_status()',
      'odd = pd.read_json(io.BytesIO(r.content))',
      'print(odd.sort_values("d:anomaly_score")[["i:objectId", "v:lastdate", "d:anomaly_score"]].head())',
    ),
  },
  metadata: {
    curl: get(`metadata?objectId=${supernova}`),
    python: lines(
      head('requests'),
      `r = requests.get(f"{API}/api/v1/metadata", params={"objectId": "${supernova}"})`,
      'r.raise_for_status()',
      'for row in r.json():',
      '    print(row["d:internal_name"], row["d:comments"])',
    ),
  },
  'stamp-locations': {
    curl: get(`stamp-locations?objectId=${supernova}`),
    python: lines(
      head('requests'),
      `places = requests.get(f"{API}/api/v1/stamp-locations", params={"objectId": "${supernova}"}).json()`,
      'print(places[0]["alertId"], places[0]["hdfsPath"])',
    ),
  },
};
