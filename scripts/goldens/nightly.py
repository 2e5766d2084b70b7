"""Counts of the nights in Fink's real nightly files and packets, for server/ingest/nightly/nightly.test.ts.

Run with pyarrow, fastavro and pandas: python scripts/goldens/nightly.py [data folder]
"""
import glob
import json
import pathlib
import sys

import fastavro
import pandas
import pyarrow
import pyarrow.parquet

root = pathlib.Path(__file__).resolve().parents[2]
data = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root.parent / 'shared' / 'data'
hosts = set(
    'Unknown|Candidate_SN*|SN|Transient|Fail|Fail 504|galaxy|Galaxy|EmG|Seyfert|Seyfert_1|Seyfert_2|BlueCompG|StarburstG|LSB_G|HII_G|'
    'High_z_G|GinPair|GinGroup|BClG|GinCl|PartofG|Compact_Gr_G|IG|PairG|GroupG|ClG|SuperClG|Void|LINER|Possible_ClG|Possible_SClG|'
    'GravLens_Candidate|SN*_Candidate'.split('|')
)


def rows():
    for path in sorted((data / 'ztf' / 'parquet').glob('*.parquet')):
        for row in pyarrow.parquet.read_table(path, columns=['candid', 'candidate', 'cdsxmatch']).to_pylist():
            yield row['candid'], row['candidate'], row['cdsxmatch']
    for path in sorted(glob.glob(str(data / 'ztf' / 'avro' / '*.avro'))):
        with open(path, 'rb') as file:
            for row in fastavro.reader(file):
                yield row['candid'], row['candidate'], 'Unknown'


def is_simbad(name):
    return name not in ('Unknown', 'Transient') and not name.startswith(('Fail', 'Galaxy'))


table = pandas.DataFrame(
    [
        {
            'candid': candid,
            'night': pandas.Timestamp((c['jd'] - 2440587.5) * 86400, unit='s').strftime('%Y%m%d'),
            'jd': c['jd'], 'fid': c['fid'], 'field': c['field'], 'simbad': name,
            'valid': c['rb'] is not None and c['rb'] >= 0.55 and c['nbad'] == 0,
        }
        for candid, c, name in rows()
    ]
).drop_duplicates('candid')
nights = {}
for night, all_ in table.groupby('night'):
    good = all_[all_.valid]
    nights[night] = {
        'raw': len(all_), 'sci': len(good), 'n_g': int((good.fid == 1).sum()), 'n_r': int((good.fid == 2).sum()),
        'exposures': good.jd.nunique(), 'fields': good.field.nunique(),
        'simbad_tot': int(good.simbad.map(is_simbad).sum()), 'simbad_gal': int(good.simbad.isin(hosts).sum()),
    }
golden = {
    'madeBy': {'pandas': pandas.__version__, 'pyarrow': pyarrow.__version__, 'fastavro': fastavro.__version__},
    'nights': nights,
}
(root / 'server' / 'ingest' / 'nightly' / 'nightly.golden.json').write_text(json.dumps(golden, indent=1) + '\n')
