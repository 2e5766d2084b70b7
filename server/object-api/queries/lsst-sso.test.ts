import { beforeAll, describe, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { jdUtcFromMjdTai } from '#domain/time/scales.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { fakeEphemerisAt } from '#server/outside/miriade/miriade-fake.ts';
import { createFakeOutside } from '#server/outside/testing/fake-outside.ts';
import { encodeCell } from '#server/storage/cell-codec.ts';
import { lsstDesignation, lsstTables } from '#server/storage/surveys/lsst.ts';
import { schemaKey } from '#server/storage/surveys/survey-tables.ts';
import { cellOf, cellSet, rowFor } from '#server/storage/tables/table-row.ts';
import { reprText, testRows, valuesOf, wireOf } from '../wire/wire-kit.ts';

const outside = createFakeOutside();
let ssodnetIsAway = false;
const { ssodnet } = outside.services;
const away = new PortalError('upstream-failed', 'SsODNet is away', { dependency: 'SsODNet name resolver' });
const services = {
  ...outside.services,
  ssodnet: {
    ...ssodnet,
    asteroid: (...args: Parameters<typeof ssodnet.asteroid>) =>
      ssodnetIsAway ? Promise.reject(away) : ssodnet.asteroid(...args),
  },
};
const wire = wireOf(createLmdbStore, () => ({ outside: services }));
const table = lsstTables.byName.diaSource_sso;
const types = {
  'r:band': 'string',
  'r:diaSourceId': 'long',
  'r:midpointMjdTai': 'double',
  [lsstDesignation]: 'string',
  'r:phaseAngle': 'float',
  'r:psfFlux': 'float',
} as const;

function sourceRow(packed: string, k: number) {
  const cells = cellSet([
    cellOf('r:band', 'string', 'r'),
    cellOf('r:diaSourceId', 'long', 170_424_319_673_368_579n + BigInt(k)),
    cellOf('r:midpointMjdTai', 'double', 60_500.25 + k),
    cellOf('r:phaseAngle', 'float', Math.fround(12.5)),
    cellOf('r:psfFlux', 'float', 1000 + k),
    cellOf(lsstDesignation, 'string', packed),
  ]);
  return rowFor(table, cells, 1000 + k);
}

beforeAll(async () => {
  const cells = Object.entries(types).map(([name, type]): [string, Uint8Array] => [name, encodeCell('string', type)]);
  const rows = [...[0, 1, 2].map((k) => sourceRow('J81C00G', k)), sourceRow('K10J69O', 9), sourceRow('K15Bt7C', 5)];
  await wire.store.write(table.name, [{ key: schemaKey('5.0', '10.0'), timestampMs: 1, cells }, ...rows]);
});

const path = '/lsst/api/v1/sso';
describe('sources of Solar System objects', () => {
  testRows(wire, '5.9', [
    {
      says: 'without arguments: what it is for',
      get: path,
      text: 'Retrieve Solar System object data from Fink/Rubin based on their number or designation',
    },
    {
      says: 'by number, newest first, all columns of the schema row and the name behind them',
      post: [path, { n_or_d: '8467' }],
      rows: (rows) => {
        expect(Object.keys(rows[0] ?? {})).toEqual([...Object.keys(types), 'f:sso_name']);
        expect(valuesOf(rows, 'r:midpointMjdTai')).toEqual([60_502.25, 60_501.25, 60_500.25]);
        expect(new Set(valuesOf(rows, 'f:sso_name'))).toEqual(new Set(['Benoitcarry']));
      },
    },
    { says: 'by a JSON number', post: [path, { n_or_d: 8467 }], rows: 3 },
    { says: 'by name, whatever its case', get: `${path}?n_or_d=benoitcarry`, rows: 3 },
    { says: 'by packed designation', get: `${path}?n_or_d=J81C00G`, rows: 3 },
    { says: 'by designation', get: `${path}?n_or_d=2010 JO69`, rows: 1 },
    { says: 'several at once', get: `${path}?n_or_d=8467,2010JO69`, rows: 4 },
    {
      says: 'a designation that only alerts carry',
      get: `${path}?n_or_d=K15Bt7C`,
      rows: (rows) => expect(valuesOf(rows, 'f:sso_name')).toEqual(['2015 BC557']),
    },
    {
      says: 'columns: what was asked for, and the designation',
      post: [path, { n_or_d: '8467', columns: 'r:psfFlux' }],
      rows: (rows) => {
        expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['f:sso_name', lsstDesignation, 'r:psfFlux'].sort());
        expect(valuesOf(rows, 'r:psfFlux')).toEqual([1002, 1001, 1000]);
      },
    },
    {
      says: 'with ephemerides at the middles of exposures, in UTC, for Cerro Pachón',
      get: `${path}?n_or_d=8467&withEphem=True&columns=r:band`,
      rows: (rows) => {
        const jd = jdUtcFromMjdTai(60_502.25);
        const { dobs, dhelio, phaseDeg } = fakeEphemerisAt(jd);
        expect(rows[0]?.Phase).toBeCloseTo(phaseDeg, 5);
        const reduced = 31.4 - 2.5 * Math.log10(1002) - 5 * Math.log10(dobs * dhelio);
        expect(rows[0]?.['i:magpsf_red']).toBeCloseTo(reduced, 5);
        expect(rows[0]).toHaveProperty('r:psfFlux');
        expect(rows[0]).toHaveProperty('r:midpointMjdTai');
      },
    },
    {
      says: 'residuals are ephemerides',
      get: `${path}?n_or_d=8467&withResiduals=True`,
      rows: (rows) => expect(rows[0]).toHaveProperty('Dobs'),
    },
  ]);

  const refused: readonly (readonly [string, string, string])[] = [
    [
      'residuals of several',
      'n_or_d=8467,1&withResiduals=True',
      'You cannot request residuals for a list object names.\\n',
    ],
    [
      'a name that nobody knows',
      'n_or_d=nosuchbody',
      'nosuchbody is not a valid name or number according to quaero.\\n',
    ],
    [
      'an object without a packed designation',
      'n_or_d=Julienpeloton',
      'We have found 0 packed designation in the aliases for the object Julienpeloton according to quaero.\\n',
    ],
  ];
  test.each(refused)('%s is refused in the words of the API', async (_, query, words) => {
    const answer = await wire.ask(`${path}?${query}`);
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 400, text: reprText(words) });
  });

  test('an outage of SsODNet hides nothing that is filed under the designation itself', async () => {
    ssodnetIsAway = true;
    const stored = await wire.ask(`${path}?n_or_d=2010JO69&columns=r:diaSourceId`);
    const named = await wire.ask(`${path}?n_or_d=Benoitcarry`);
    ssodnetIsAway = false;
    expect([stored.status, named.status]).toEqual([200, 502]);
    expect(stored.text).toContain('"f:sso_name":"2010 JO69"');
  });
});
