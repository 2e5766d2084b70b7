import { beforeAll, describe, expect, test } from 'vitest';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { fakeEphemerisAt } from '#server/outside/miriade/miriade-fake.ts';
import { createFakeOutside } from '#server/outside/testing/fake-outside.ts';
import { writeSolarSystem } from '../testing/sample-solar-system.ts';
import { reprText, testRows, type WireObject, wireOf } from '../wire/wire-kit.ts';

const outside = createFakeOutside();
const wire = wireOf(createLmdbStore, () => ({ outside: outside.services }));
beforeAll(() => writeSolarSystem(wire.store));

const path = '/api/v1/sso';
const valuesOf = (rows: readonly WireObject[], name: string): unknown[] => rows.map((row) => row[name]);
const numbersOf = (rows: readonly WireObject[], name: string): number[] => valuesOf(rows, name).map(Number);

function expectNewestFirst(rows: readonly WireObject[]): void {
  const times = numbersOf(rows, 'i:jd');
  expect(times).toEqual([...times].sort((a, b) => b - a));
}

describe('alerts of Solar System objects', () => {
  testRows(wire, '4.6', [
    {
      says: 'by number, newest first, with name and number behind all other columns',
      post: [path, { n_or_d: '8467' }],
      rows: (rows) => {
        expect(rows).toHaveLength(80);
        expectNewestFirst(rows);
        expect(rows[0]).toMatchObject({ 'i:ssnamenr': '8467', sso_name: 'Benoitcarry', sso_number: 8467 });
        const names = Object.keys(rows[0] ?? {});
        expect(names.slice(-2)).toEqual(['sso_name', 'sso_number']);
        expect(names).toContain('v:constellation');
        expect(names).toContain('d:tracklet');
        expect(names).not.toContain('v:rate');
        expect(names).not.toContain('i:aimage');
      },
    },
    { says: 'by a JSON number', post: [path, { n_or_d: 8467 }], rows: 80 },
    { says: 'by name, whatever its case', get: `${path}?n_or_d=benoitcarry`, rows: 80 },
    {
      says: 'by designation, with or without its space; the number is known',
      get: `${path}?n_or_d=2010 JO69`,
      rows: (rows) => expect(new Set(valuesOf(rows, 'sso_number'))).toEqual(new Set([624188])),
    },
    {
      says: 'a comet has no number',
      post: [path, { n_or_d: 'C/2020 F3' }],
      rows: (rows) => {
        expect(rows).toHaveLength(2);
        expect(rows[0]).toMatchObject({ sso_name: 'C/2020 F3', sso_number: null });
      },
    },
    {
      says: 'several, newest first over all of them',
      post: [path, { n_or_d: '8467, 2010JO69' }],
      rows: (rows) => {
        expect(rows).toHaveLength(83);
        expectNewestFirst(rows);
        expect(new Set(valuesOf(rows, 'sso_name'))).toEqual(new Set(['Benoitcarry', '2010 JO69']));
      },
    },
    { says: 'a known object without alerts', post: [path, { n_or_d: 'Julienpeloton' }], text: '[]' },
    { says: 'a periodic comet is its own name', post: [path, { n_or_d: '10P' }], text: '[]' },
    {
      says: 'columns: what was asked for, and the name the alerts carry',
      post: [path, { n_or_d: '8467', columns: 'i:objectId,i:jd' }],
      rows: (rows) =>
        expect(Object.keys(rows[0] ?? {})).toEqual(['i:jd', 'i:objectId', 'i:ssnamenr', 'sso_name', 'sso_number']),
    },
    {
      says: 'narrowed without the time it is still newest first',
      post: [path, { n_or_d: '8467', columns: 'i:candid' }],
      rows: (rows) => {
        const ids = valuesOf(rows, 'i:candid').map(String);
        expect(ids).toEqual([...ids].sort().reverse());
      },
    },
    {
      says: 'as CSV',
      post: [path, { n_or_d: '8467', columns: 'i:jd', 'output-format': 'csv' }],
      text: /^i:jd,i:ssnamenr,sso_name,sso_number\n/,
    },
  ]);
});

describe('ephemerides', () => {
  testRows(wire, '4.6', [
    {
      says: 'lie before the columns of the alerts, reduced magnitudes behind them',
      post: [path, { n_or_d: '8467', withEphem: true }],
      rows: (rows) => {
        expect(rows).toHaveLength(80);
        const names = Object.keys(rows[0] ?? {});
        expect(names.slice(0, 3)).toEqual(['index', 'Date', 'Dobs']);
        expect(names.indexOf('DEC')).toBe(names.indexOf('RA') + 1);
        expect(names.indexOf('d:DR3Name')).toBe(names.indexOf('DEC') + 1);
        expect(names.slice(-3)).toEqual(['sso_name', 'sso_number', 'i:magpsf_red']);
        expect(valuesOf(rows, 'index')).toEqual(rows.map((_, index) => index));
        for (const row of rows) {
          const jd = Number(row['i:jd']) + 15 / 86_400;
          const { raHours, decDeg, dobs, dhelio } = fakeEphemerisAt(Number(jd.toFixed(6)));
          expect(Number(row.Date)).toBeCloseTo(jd, 5);
          expect(Number(row.RA)).toBeCloseTo(raHours * 15, 4);
          expect(Number(row.DEC)).toBeCloseTo(decDeg, 4);
          expect(Number(row['i:magpsf_red'])).toBeCloseTo(Number(row['i:magpsf']) - 5 * Math.log10(dobs * dhelio), 6);
        }
      },
    },
    {
      says: 'of several objects are by object, counted anew for each',
      get: `${path}?n_or_d=8467,2010JO69,C/2020F3&withEphem=True`,
      rows: (rows) => {
        expect(valuesOf(rows, 'i:ssnamenr')).toEqual([
          ...Array.from({ length: 3 }, () => '2010JO69'),
          ...Array.from({ length: 80 }, () => '8467'),
          ...Array.from({ length: 2 }, () => 'C/2020F3'),
        ]);
        expect(valuesOf(rows, 'index').slice(0, 5)).toEqual([0, 1, 2, 0, 1]);
        expect(rows.at(-1)).toMatchObject({ 'SDSS:g': null, Dobs: expect.any(Number) });
      },
    },
    {
      says: 'need none of the columns they are made from to be asked for',
      post: [path, { n_or_d: '8467', withEphem: 'True', columns: 'i:objectId' }],
      rows: (rows) =>
        expect(Object.keys(rows[0] ?? {}).slice(-5)).toEqual([
          'i:objectId',
          'i:ssnamenr',
          'sso_name',
          'sso_number',
          'i:magpsf_red',
        ]),
    },
  ]);

  test('are asked once an object, with the observatory and the middle of the exposure', async () => {
    const before = outside.asked.length;
    await wire.post(path, { n_or_d: '2010JO69', withEphem: true });
    await wire.post(path, { n_or_d: '2010JO69', withEphem: true });
    const asked = outside.asked.slice(before).filter(({ url }) => url.host === 'miriade.test');
    expect(asked.length).toBeLessThanOrEqual(1);
  });
});

describe('residuals', () => {
  testRows(wire, '4.6', [
    {
      says: 'of an object that is as bright as the model says are nothing but rounding',
      post: [path, { n_or_d: '8467', withResiduals: true }],
      rows: (rows) => {
        expect(Object.keys(rows[0] ?? {}).slice(-2)).toEqual(['i:magpsf_red', 'residuals_shg1g2']);
        for (const residual of numbersOf(rows, 'residuals_shg1g2')) expect(Math.abs(residual)).toBeLessThan(1e-4);
      },
    },
    {
      says: 'are null where too few alerts make no fit',
      post: [path, { n_or_d: '2010JO69', withResiduals: true }],
      rows: (rows) => expect(valuesOf(rows, 'residuals_shg1g2')).toEqual([null, null, null]),
    },
  ]);
});

describe('stamps', () => {
  const stamp = [
    [1, 2.5, null],
    [-3.25, 0.00001, 0],
  ];
  testRows(wire, '4.6', [
    {
      says: 'of one kind, behind names and numbers',
      post: [path, { n_or_d: '2010JO69', withcutouts: true }],
      rows: (rows) => {
        expect(valuesOf(rows, 'b:cutoutScience_stampData')).toEqual([stamp, stamp, stamp]);
        expect(Object.keys(rows[0] ?? {}).slice(-2)).toEqual(['sso_number', 'b:cutoutScience_stampData']);
      },
    },
    {
      says: 'under the spelling of the manual',
      get: `${path}?n_or_d=2010JO69&withCutouts=True&cutout-kind=Template`,
      rows: (rows) => expect(rows[0]).toHaveProperty(['b:cutoutTemplate_stampData']),
    },
    {
      says: 'with ephemerides they keep to their alerts',
      post: [path, { n_or_d: '8467,2010JO69', withcutouts: true, withEphem: true, columns: 'i:objectId,i:candid' }],
      rows: 83,
      headers: { 'x-cutouts-failed': null },
    },
  ]);
});

describe('what is refused, in the words of the API', () => {
  testRows(wire, '4.6', [
    {
      says: 'stamps without the ids they are found by',
      post: [path, { n_or_d: '8467', withcutouts: true, columns: 'i:jd' }],
      status: 400,
      text: `{'status': 'error', 'text': "You need to add 'i:objectId,i:candid' to the columns.\\n"}`,
    },
    {
      says: 'residuals of a list',
      post: [path, { n_or_d: '8467,2010JO69', withResiduals: true }],
      status: 400,
      text: reprText('You cannot request residuals for a list object names.\\n'),
    },
    {
      says: 'a name that nobody knows',
      post: [path, { n_or_d: 'kldfjlskdj' }],
      status: 400,
      text: reprText('kldfjlskdj is not a valid name or number according to quaero.\\n'),
    },
    {
      says: 'a kind of stamp that is none',
      post: [path, { n_or_d: '8467', withcutouts: true, 'cutout-kind': 'All' }],
      status: 400,
      text: reprText('`cutout-kind` must be `Science`, `Difference`, or `Template`.\\n'),
    },
    { says: 'no name', post: [path, {}], status: 400, text: /A value for `n_or_d` is required/ },
    { says: 'a name of nothing', post: [path, { n_or_d: ' , ' }], status: 400, text: /`n_or_d`.*no name/ },
    {
      says: 'a family that is not stored',
      post: [path, { n_or_d: '8467', columns: 'x:y' }],
      status: 400,
      text: /no stored family/,
    },
  ]);

  test('objects without an ephemeris are told in the words of the API', async () => {
    const none = createFakeOutside({
      handlers: { miriade: () => ({ contentType: 'application/json', body: '{"flag":-1}' }) },
    });
    const api = wireWith(none);
    const answer = await api({ n_or_d: '8467', withEphem: true });
    expect(answer).toEqual([
      400,
      reprText('We could not obtain the ephemerides information. Check Miriade availabilities.'),
    ]);
  });
});

function wireWith(fake: ReturnType<typeof createFakeOutside>) {
  return async (body: object): Promise<readonly [number, string]> => {
    const { createSampleApi } = await import('../testing/sample-api.ts');
    const api = createSampleApi(wire.store, wire.cutouts.client, { level: 'silent' }, { outside: fake.services });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await api.fetch(new Request(`http://test${path}`, init));
    return [response.status, await response.text()];
  };
}

describe('outages', () => {
  const down = () => ({ status: 500, contentType: 'text/plain', body: 'down' });

  test('of Miriade are told with its name, and only where it is needed', async () => {
    const ask = wireWith(createFakeOutside({ handlers: { miriade: down } }));
    const [status, text] = await ask({ n_or_d: '8467', withEphem: true });
    expect(status).toBe(502);
    expect(text).toMatch(/Miriade/);
    expect((await ask({ n_or_d: '8467' }))[0]).toBe(200);
  });

  test('of SsODNet hide nothing that is stored, and are told for what only it knows', async () => {
    const ask = wireWith(createFakeOutside({ handlers: { ssodnet: down } }));
    expect((await ask({ n_or_d: 'Benoitcarry' }))[0]).toBe(200);
    const [status, text] = await ask({ n_or_d: 'Ceres' });
    expect(status).toBe(502);
    expect(text).toMatch(/SsODNet/);
    expect(await ask({ n_or_d: 'C/1999 X9' })).toEqual([200, '[]']);
  });
});
