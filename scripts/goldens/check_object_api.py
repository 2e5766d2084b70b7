"""Reads answers of a running object API the way that users do: pandas, pyarrow and astropy must open every format and agree.

Run: python scripts/goldens/check_object_api.py http://127.0.0.1:8081 ZTF21abfmbix 170587115523932323
Prints one line a check; ends with status 1 when one fails. Needs pandas, pyarrow, astropy.
"""
import io
import json
import sys
import urllib.parse
import urllib.request

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from astropy.io import fits
from astropy.io.votable import parse_single_table, validate

base, ztf_id, lsst_id = sys.argv[1].rstrip('/'), sys.argv[2], sys.argv[3]
failed = 0


def get(path, **args):
    with urllib.request.urlopen(f'{base}{path}?{urllib.parse.urlencode(args)}') as answer:
        return answer.read()


def check(name, truth):
    global failed
    failed += 0 if truth else 1
    print('ok  ' if truth else 'FAIL', name)


def equal(left, right):
    left, right = np.asarray(left, dtype=float), np.asarray(right, dtype=float)
    return np.array_equal(left, right, equal_nan=True)


def check_formats(name, path, args, id_column, float_column, time_column):
    exact = json.loads(get(path, **args))
    ids = [row[id_column] for row in exact]
    frame = pd.read_json(io.BytesIO(get(path, **args)))
    check(f'{name}: pandas reads JSON, ids exact', frame[id_column].tolist() == ids and len(ids) > 0)
    check(f'{name}: newest first', list(frame[time_column]) == sorted(frame[time_column], reverse=True))
    csv = pd.read_csv(io.BytesIO(get(path, **args, **{'output-format': 'csv'})), keep_default_na=False, na_values=[''])
    check(f'{name}: pandas reads CSV, ids exact', csv[id_column].tolist() == ids)
    check(f'{name}: CSV agrees with JSON', np.allclose(csv[float_column], frame[float_column], rtol=0, atol=1e-9, equal_nan=True))
    parquet = get(path, **args, **{'output-format': 'parquet'})
    table = pq.read_table(io.BytesIO(parquet))
    check(f'{name}: pyarrow reads Parquet, ids int64 and exact', table[id_column].to_pylist() == ids and str(table[id_column].type) == 'int64')
    check(f'{name}: one row group, Snappy', pq.ParquetFile(io.BytesIO(parquet)).metadata.num_row_groups == 1
          and pq.ParquetFile(io.BytesIO(parquet)).metadata.row_group(0).column(0).compression == 'SNAPPY')
    check(f'{name}: Parquet equals CSV', equal(pd.read_parquet(io.BytesIO(parquet))[float_column], csv[float_column]))
    check(f'{name}: same columns everywhere', list(csv.columns) == table.column_names == list(frame.columns))
    votable = get(path, **args, **{'output-format': 'votable'})
    astro = parse_single_table(io.BytesIO(votable)).to_table(use_names_over_ids=True)
    check(f'{name}: astropy reads VOTable, ids exact', [int(x) for x in astro[id_column]] == ids)
    check(f'{name}: VOTable equals CSV', equal(np.ma.filled(astro[float_column], np.nan), csv[float_column]))
    check(f'{name}: VOTable has units', str(astro[time_column].unit) == 'd')
    report = validate(io.BytesIO(votable), output=None)
    check(f'{name}: VOTable is valid', report)


check_formats('objects', '/ztf/api/v1/objects', {'objectId': ztf_id}, 'i:candid', 'i:magpsf', 'i:jd')
check_formats('objects with limits', '/ztf/api/v1/objects', {'objectId': ztf_id, 'withupperlim': 'True'}, 'i:candid', 'i:diffmaglim', 'i:jd')
check_formats('sources', '/lsst/api/v1/sources', {'diaObjectId': lsst_id}, 'r:diaSourceId', 'r:psfFlux', 'r:midpointMjdTai')
cone = json.loads(get('/ztf/api/v1/objects', objectId=ztf_id, columns='i:ra,i:dec'))[0]
near = pd.read_json(io.BytesIO(get('/ztf/api/v1/conesearch', ra=cone['i:ra'], dec=cone['i:dec'], radius=60)))
check('conesearch: nearest first', list(near['v:separation_degree']) == sorted(near['v:separation_degree']) and near['i:objectId'][0] == ztf_id)

stamp = fits.open(io.BytesIO(get('/ztf/api/v1/cutouts', objectId=ztf_id, kind='Science', **{'output-format': 'FITS'})), ignore_missing_simple=True)
array = json.loads(get('/ztf/api/v1/cutouts', objectId=ztf_id, kind='Science', **{'output-format': 'array'}))['b:cutoutScience_stampData']
check('cutouts: FITS and array are the same pixels', equal(stamp[0].data, array))
check('cutouts: PNG', get('/ztf/api/v1/cutouts', objectId=ztf_id, kind='Difference')[:4] == b'\x89PNG')
with_stamps = pd.read_parquet(io.BytesIO(get('/ztf/api/v1/objects', objectId=ztf_id, withcutouts='True', columns='i:jd', **{'output-format': 'parquet'})))
check('objects with stamps: Parquet holds the pixels', np.array_equal(np.stack(with_stamps['b:cutoutScience_stampData'][0]).astype(float), np.array(array, dtype=float), equal_nan=True))
for kind in ('csv', 'parquet', 'votable'):
    empty = get('/ztf/api/v1/objects', objectId='none', **{'output-format': kind})
    readers = {'csv': lambda b: b == b'\n', 'parquet': lambda b: pd.read_parquet(io.BytesIO(b)).empty, 'votable': lambda b: b'<TABLE/>' in b}
    check(f'empty {kind}', readers[kind](empty))
sys.exit(1 if failed else 0)
