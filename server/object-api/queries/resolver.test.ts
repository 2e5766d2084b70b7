import { beforeAll, describe, expect, test } from 'vitest';
import { PortalError } from '#domain/failure.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { createFakeOutside } from '#server/outside/testing/fake-outside.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { writeSolarSystem } from '../testing/sample-solar-system.ts';
import { testRows, type WireObject, wireOf } from '../wire/wire-kit.ts';
import { createTailIndex } from './resolver-tns-names.ts';

const outside = createFakeOutside();
const wire = wireOf(createLmdbStore, () => ({ outside: outside.services }));
beforeAll(() => writeSolarSystem(wire.store));

const path = '/api/v1/resolver';
const column = (name: string, values: readonly unknown[]) => (rows: readonly WireObject[]) =>
  expect(rows.map((row) => row[name])).toEqual(values);

/** A store that counts its scans, or fails them. */
function countedScans(inner: WideRowStore) {
  const spent = { scans: 0, fails: false };
  const store: WideRowStore = {
    ...inner,
    visit: undefined,
    scan(...args) {
      spent.scans++;
      if (spent.fails) throw new PortalError('unavailable', 'The store is away.');
      return inner.scan(...args);
    },
  };
  return { spent, store };
}

describe('names of the TNS', () => {
  testRows(wire, '4.10', [
    {
      says: 'a name is the beginning of one, whatever its case',
      post: [path, { resolver: 'tns', name: 'sn 2023' }],
      rows: (rows) =>
        expect(rows).toEqual([
          {
            'd:declination': '2.89',
            'd:discoverydate': '2023-01-02 03:04:05',
            'd:fullname': 'SN 2023abc',
            'd:internalname': 'ATLAS23xyz',
            'd:ra': '193.82',
            'd:type': 'SN II',
          },
          expect.objectContaining({ 'd:fullname': 'SN 2023Q', 'd:type': 'SN Ia' }),
        ]),
    },
    {
      says: 'an object has the names whose internal name begins with it',
      post: [path, { resolver: 'tns', name: 'ZTF23aaaahl', reverse: true }],
      rows: column('d:fullname', ['AT 2023Q', 'SN 2023Q']),
    },
    ...['True', 'true'].map((reverse) => ({
      says: `reverse=${reverse} is read from the address too`,
      get: `${path}?resolver=tns&name=ztf23aaaahln&reverse=${reverse}`,
      rows: column('d:fullname', ['SN 2023Q']),
    })),
    {
      says: 'reverse=false in the address means what it says',
      get: `${path}?resolver=tns&name=ztf23aaaahln&reverse=false`,
      rows: column('d:fullname', []),
    },
    {
      says: 'what stands behind any underscore counts, as upstream has it',
      post: [path, { resolver: 'tns', name: 'ztf23x', reverse: true }],
      rows: column('d:fullname', ['AT 2024b']),
    },
    {
      says: 'what only stands inside does not',
      post: [path, { resolver: 'tns', name: 'hln', reverse: true }],
      rows: 0,
    },
    {
      says: 'an empty name lists all, nmax at most, and says that there are more',
      get: `${path}?resolver=tns&name=&nmax=3`,
      rows: column('d:fullname', ['AT 2023Q', 'AT 2024b', 'SN 2023abc']),
      headers: { 'x-result-truncated': '3' },
    },
    { says: 'all of them', post: [path, { resolver: 'tns', name: '', nmax: 20_000 }], rows: 4 },
    {
      says: 'nmax in reverse',
      post: [path, { resolver: 'tns', name: 'ztf23', reverse: true, nmax: 1 }],
      rows: 1,
      headers: { 'x-result-truncated': '1' },
    },
  ]);

  test('an index of names is read once a minute at most, and knows names added since', async () => {
    let nowMs = 0;
    const { spent, store } = countedScans(wire.store);
    const index = createTailIndex({ store, table: ztfTables.byName.tnsResolver.name, now: () => nowMs });
    const twice = await Promise.all([index.keysOf('ztf23aaaahln'), index.keysOf('ztf23aaaahln')]);
    expect(twice).toEqual([['sn 2023q_ztf23aaaahln'], ['sn 2023q_ztf23aaaahln']]);
    await wire.store.write(ztfTables.byName.tnsResolver.name, [
      { key: 'zz 2026a_later26a', timestampMs: 1, cells: [['d:fullname', Buffer.from('ZZ 2026a')]] },
    ]);
    expect(await index.keysOf('later26a')).toEqual([]);
    nowMs = 60_000;
    expect(await index.keysOf('later26a')).toEqual(['zz 2026a_later26a']);
    expect(spent.scans).toBe(2);
  });

  test('a table that could not be read is read again', async () => {
    const { spent, store } = countedScans(wire.store);
    spent.fails = true;
    const index = createTailIndex({ store, table: ztfTables.byName.tnsResolver.name, now: () => 0 });
    await expect(index.keysOf('ztf')).rejects.toThrow('away');
    spent.fails = false;
    expect((await index.keysOf('ztf23aaaahln')).length).toBe(1);
  });
});

describe('names of SIMBAD', () => {
  testRows(wire, '4.10', [
    {
      says: 'a name is what SIMBAD says of it, numbers as numbers',
      post: [path, { resolver: 'simbad', name: 'Markarian 2' }],
      rows: (rows) => {
        expect(rows).toEqual([
          {
            name: 'Sc=Simbad (CDS, via client/server)',
            oid: 1575544,
            otype: 'Sy1',
            jpos: '01:54:52.99 +36:55:04.7',
            jradeg: 28.7208,
            jdedeg: 36.91797,
            refPos: '2020yCat.1350....0G',
            errRAmas: 0.0337,
            errDEmas: 0.0321,
            z: null,
            MType: 'SBa',
            oname: 'Mrk    2',
            nrefs: 81,
          },
        ]);
        expect(Object.keys(rows[0] ?? {}).slice(0, 3)).toEqual(['name', 'oid', 'otype']);
      },
    },
    { says: 'an unknown name is an empty table', post: [path, { resolver: 'simbad', name: 'nobody' }], text: '[]' },
    {
      says: 'an object has its class and place, all of it text',
      post: [path, { resolver: 'simbad', name: 'ZTF20aaaaaab', reverse: true, nmax: '2' }],
      rows: (rows) => {
        expect(rows).toHaveLength(2);
        expect(rows[0]).toEqual({
          'd:cdsxmatch': 'Unknown',
          'i:candid': expect.stringMatching(/^307241\d{13}$/),
          'i:dec': expect.stringMatching(/^-?\d+\.\d+$/),
          'i:jd': '2460111.05',
          'i:objectId': 'ZTF20aaaaaab',
          'i:ra': expect.stringMatching(/^\d+\.\d+$/),
        });
      },
    },
  ]);
});

describe('names of SsODNet', () => {
  testRows(wire, '4.10', [
    {
      says: 'one row at most: this very name',
      post: [path, { resolver: 'ssodnet', name: 'BENOITCARRY', nmax: 1 }],
      rows: (rows) => expect(rows).toEqual([{ 'i:name': 'Benoitcarry', 'i:number': '8467', 'i:ssnamenr': '8467' }]),
    },
    {
      says: 'all that alerts call it, for nmax 1 too',
      get: `${path}?resolver=ssodnet&name=Julienpeloton&nmax=1`,
      rows: column('i:ssnamenr', ['33803', '1999WK11']),
    },
    {
      says: 'more rows: names that begin so',
      post: [path, { resolver: 'ssodnet', name: 'benoit' }],
      rows: column('i:name', ['Benoitcarry', 'Benoitcarryella']),
    },
    {
      says: 'a number as JSON number',
      post: [path, { resolver: 'ssodnet', name: 33803, nmax: 1 }],
      rows: column('i:name', ['Julienpeloton', 'Julienpeloton']),
    },
    {
      says: 'an object that is a numbered asteroid has the rows of its name and of its number',
      post: [path, { resolver: 'ssodnet', name: 'ZTF20aaaaaaa', reverse: true }],
      rows: column('i:name', ['Benoitcarry', 'Benoitcarry']),
    },
    {
      says: 'one with a designation is found under it with its space',
      post: [path, { resolver: 'ssodnet', name: 'ZTF20aaaaaab', reverse: true }],
      rows: column('i:number', ['624188', '624188']),
    },
    {
      says: 'one that is no asteroid has none',
      post: [path, { resolver: 'ssodnet', name: 'ZTF99zz', reverse: true }],
      rows: 0,
    },
  ]);

  test('no name in the tables needs a service', () => {
    expect(outside.asked.filter(({ url }) => url.host === 'ssodnet.test')).toEqual([]);
  });
});

describe('what is refused', () => {
  testRows(wire, '4.10', [
    {
      says: 'an unknown resolver',
      post: [path, { resolver: 'ned', name: 'x' }],
      status: 400,
      text: /simbad, ssodnet, tns/,
    },
    { says: 'no name', post: [path, { resolver: 'tns' }], status: 400, text: /A value for `name` is required/ },
    {
      says: 'an empty name of SIMBAD',
      post: [path, { resolver: 'simbad', name: '' }],
      status: 400,
      text: /`name`.*empty/,
    },
    {
      says: 'nmax that is no number',
      post: [path, { resolver: 'tns', name: 'x', nmax: 'many' }],
      status: 400,
      text: /`nmax`.*many/,
    },
    { says: 'nmax of nothing', post: [path, { resolver: 'tns', name: 'x', nmax: 0 }], status: 400, text: /`nmax`/ },
    {
      says: 'nothing in a name is a search grammar',
      post: [path, { resolver: 'ssodnet', name: 'x:regex,key:key:.*' }],
      text: '[]',
    },
  ]);
});
