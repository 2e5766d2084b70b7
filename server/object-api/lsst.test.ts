import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import type { Service } from '#server/http/create-service.ts';
import type { NewRow, WideRowStore, WritableRow } from '#server/ports/wide-row-store.ts';
import { encodeCell } from '#server/storage/cell-codec.ts';
import { lsstTables } from '#server/storage/surveys/lsst.ts';
import { schemaKey } from '#server/storage/surveys/survey-tables.ts';
import { cellOf, cellSet, rowFor } from '#server/storage/tables/table-row.ts';
import { createFakeCutouts, createSampleApi } from './testing/sample-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'object-api-'));
let store: WideRowStore;
let api: Service;

const types = {
  'f:xm_simbad_otype': 'string',
  'f:xm_tns_type': 'string',
  'r:band': 'string',
  'r:diaObjectId': 'long',
  'r:diaSourceId': 'long',
  'r:isDipole': 'boolean',
  'r:midpointMjdTai': 'double',
  'r:psfFlux': 'float',
} as const;

const objectId = 314_003_014_107_006_318n;

function schemaRow(): NewRow {
  const cells = Object.entries(types).map(([name, type]): [string, Uint8Array] => [name, encodeCell('string', type)]);
  return { key: schemaKey('5.0', '8.0'), timestampMs: 1, cells };
}

function sourceRow(k: number, values: Readonly<Partial<Record<keyof typeof types, string | boolean>>>): WritableRow {
  const cells = cellSet([
    cellOf('r:diaObjectId', 'long', objectId),
    cellOf('r:diaSourceId', 'long', 170_424_319_673_368_579n + BigInt(k)),
    cellOf('r:midpointMjdTai', 'double', 60_500.25 + k),
    cellOf('r:psfFlux', 'float', Math.fround(1234.5 + k)),
    ...Object.entries(values).map(([name, value]) =>
      cellOf(name, typeof value === 'boolean' ? 'boolean' : 'string', value),
    ),
  ]);
  return rowFor(lsstTables.alerts, cells, 1000 + k);
}

async function rowsOf(path: string): Promise<readonly Record<string, unknown>[]> {
  const response = await api.fetch(new Request(`http://test${path}`));
  expect(response.status).toBe(200);
  return response.json();
}

beforeAll(async () => {
  store = createLmdbStore({ path: folder });
  const rows = [
    sourceRow(0, { 'r:band': 'g', 'r:isDipole': true, 'f:xm_simbad_otype': 'QSO' }),
    sourceRow(1, { 'r:band': 'r' }),
  ];
  await store.write(lsstTables.alerts.name, [schemaRow(), ...rows]);
  api = createSampleApi(store, createFakeCutouts().client);
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('sources', () => {
  test('all columns of the schema row, alphabetical; text lacking in some rows is nan, in all rows null', async () => {
    const rows = await rowsOf(`/lsst/api/v1/sources?diaObjectId=${objectId}&ids=string`);
    expect(rows.map((row) => Object.keys(row))).toEqual([Object.keys(types), Object.keys(types)]);
    expect(rows).toEqual([
      {
        'f:xm_simbad_otype': 'nan',
        'f:xm_tns_type': null,
        'r:band': 'r',
        'r:diaObjectId': String(objectId),
        'r:diaSourceId': '170424319673368580',
        'r:isDipole': 'nan',
        'r:midpointMjdTai': 60_501.25,
        'r:psfFlux': 1235.5,
      },
      expect.objectContaining({ 'f:xm_simbad_otype': 'QSO', 'r:isDipole': true }),
    ]);
  });

  test('nulls=clean has real nulls, and every format takes the answer', async () => {
    const [row] = await rowsOf(`/lsst/api/v1/sources?diaObjectId=${objectId}&nulls=clean`);
    expect(row).toMatchObject({ 'f:xm_simbad_otype': null, 'f:xm_tns_type': null, 'r:isDipole': null });
    for (const format of ['csv', 'parquet', 'votable']) {
      const response = await api.fetch(
        new Request(`http://test/lsst/api/v1/sources?diaObjectId=${objectId}&output-format=${format}`),
      );
      expect([format, response.status]).toEqual([format, 200]);
    }
  });

  test('columns asked for; the time of a single id; several ids', async () => {
    const path = `/lsst/api/v1/sources?columns=r:band,r:nothing&diaObjectId=`;
    expect(await rowsOf(`${path}${objectId}`)).toEqual([{ 'r:band': 'g' }, { 'r:band': 'r' }]);
    expect(await rowsOf(`${path}${objectId}&midpointMjdTai=60501.25`)).toEqual([{ 'r:band': 'r' }]);
    expect(await rowsOf(`${path}123,${objectId}`)).toHaveLength(2);
    expect(await rowsOf(`${path}7`)).toEqual([]);
    expect(await rowsOf('/lsst/api/v1/objects?diaObjectId=7')).toEqual([]);
  });

  test('an id as JSON number is refused, its digits can’t be trusted', async () => {
    const body = '{"diaObjectId": 314003014107006}';
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    const response = await api.fetch(new Request('http://test/lsst/api/v1/sources', init));
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('text is needed')]);
  });
});

describe('schema', () => {
  test('columns of an endpoint in their groups; an unknown endpoint is 404 text', async () => {
    const response = await api.fetch(new Request('http://test/lsst/api/v1/schema?endpoint=/api/v1/sources'));
    const text = await response.text();
    expect(text).toMatch(/^\{"LSST original fields \(r:\)": \{"apFlux": \{"type": \["null", "float"\], "doc": "/);
    expect(Object.keys(JSON.parse(text))).toEqual(['LSST original fields (r:)', 'Fink science module outputs (f:)']);
    const unknown = await api.fetch(new Request('http://test/lsst/api/v1/schema?endpoint=/nowhere'));
    expect([unknown.status, await unknown.text()]).toEqual([404, '/nowhere is not a valid endpoint']);
  });

  test.each(['sources', 'objects', 'conesearch', 'sso'])('%s announces the root of the packet', async (endpoint) => {
    const page = await (
      await api.fetch(new Request(`http://test/lsst/api/v1/schema?endpoint=/api/v1/${endpoint}`))
    ).json();
    const names = Object.keys(page['LSST original fields (r:)']);
    expect(names).toEqual(expect.arrayContaining(['diaSourceId', 'observation_reason', 'target_name']));
    expect(names).not.toContain('salt');
  });

  test('POST answers as GET does', async () => {
    const asked = await api.fetch(new Request('http://test/lsst/api/v1/schema?endpoint=/api/v1/fp'));
    const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const body = JSON.stringify({ endpoint: '/api/v1/fp' });
    const posted = await api.fetch(new Request('http://test/lsst/api/v1/schema', { ...init, body }));
    expect([posted.status, await posted.text()]).toEqual([200, await asked.text()]);
  });

  test.each([
    ['/ztf/api/v1/schema', 'ZTF original fields (i:)', 'jd', 'double'],
    ['/ztf/api/v1/schema', 'ZTF original fields (i:)', 'fid', 'int'],
    ['/ztf/api/v1/schema', 'ZTF original fields (i:)', 'jdstarthist', ['null', 'double']],
    ['/ztf/api/v1/schema', 'Fink science module outputs (d:)', 'Plx', 'double'],
    ['/ztf/api/v1/schema', 'Fink science module outputs (d:)', 'roid', 'int'],
    ['/lsst/api/v1/schema?endpoint=/api/v1/sources', 'LSST original fields (r:)', 'visit', 'long'],
    ['/lsst/api/v1/schema?endpoint=/api/v1/sources', 'LSST original fields (r:)', 'band', ['null', 'string']],
    ['/lsst/api/v1/schema?endpoint=/api/v1/objects', 'LSST original fields (r:)', 'ra', 'double'],
  ])('%s announces the types of the packet: %s %s is %o', async (path, group, name, type) => {
    const page = await (await api.fetch(new Request(`http://test${path}`))).json();
    expect(page[group][name].type).toEqual(type);
  });

  test('that of ZTF has four groups, keys sorted', async () => {
    const page = await (await api.fetch(new Request('http://test/api/v1/schema'))).json();
    expect(Object.keys(page)).toEqual([
      'Fink on-the-fly added values (v:)',
      'Fink science module outputs (d:)',
      'ZTF original cutouts (b:)',
      'ZTF original fields (i:)',
    ]);
    for (const group of Object.values<object>(page)) expect(Object.keys(group)).toEqual(Object.keys(group).sort());
    expect(page['ZTF original fields (i:)'].magpsf).toEqual({ doc: expect.any(String), type: 'float' });
  });
});
