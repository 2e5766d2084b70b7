import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { separationDeg } from '#domain/coordinates/separation.ts';
import { rangesOfDisc } from '#domain/healpix/disc.ts';
import { pixelOf } from '#domain/healpix/ring.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import type { Service } from '#server/http/create-service.ts';
import { type Spent, visitRows, type WideRowStore } from '#server/ports/wide-row-store.ts';
import { ztfDerived, ztfTables } from '#server/storage/surveys/ztf.ts';
import { cellOf, cellSet, rowFor } from '#server/storage/tables/table-row.ts';
import goldenJson from './cones.golden.json' with { type: 'json' };
import { sequence } from './testing/sample-alerts.ts';
import { createFakeCutouts, createSampleApi } from './testing/sample-api.ts';

const golden = goldenJson as unknown as {
  seed: number;
  positions: number;
  radii: readonly number[];
  /** Objects inside, the nearest of them (−1: none), and the sum of the squares of their numbers from 1, modulo 1,000,003. */
  cones: readonly (readonly [count: number, nearest: number, checksum: number])[];
};

const next = sequence(golden.seed);
const rounded = (value: number): number => Math.floor(value * 1e7 + 0.5) / 1e7;

/** As scripts/goldens/cones.py makes them. */
const places = Array.from({ length: golden.positions }, (_, k) => {
  const [u, v] = [next(), next()];
  const [ra, dec] = [
    [360 * u, 180 * v - 90],
    [(360 + 6 * u - 3) % 360, 20 * v - 10],
    [360 * u, k % 8 === 2 ? 90 - 4 * v : 4 * v - 90],
    [193 + 2 * u, 2 + 2 * v],
  ][k % 4] ?? [0, 0];
  return { raDeg: rounded(ra ?? 0), decDeg: rounded(dec ?? 0), began: 2_459_000.5 + (k % 1000) };
});

const cones = golden.cones.map(() => {
  const near = places[Math.floor(next() * places.length)] ?? { raDeg: 0, decDeg: 0 };
  const radius = (golden.radii[Math.floor(next() * golden.radii.length)] ?? 5) * (0.5 + next() / 2);
  const reach = radius / 3600;
  const raDeg = rounded((near.raDeg + (2 * next() - 1) * reach + 360) % 360) % 360;
  const decDeg = rounded(Math.min(90, Math.max(-90, near.decDeg + (2 * next() - 1) * reach)));
  return { raDeg, decDeg, radius: rounded(radius) };
});

const folder = mkdtempSync(join(tmpdir(), 'cones-'));
const nameOf = (k: number): string => `ZTF18${String(k).padStart(7, '0')}`;
const scanned: Spent = { reads: 0, bytes: 0, rows: 0 };
let lmdb: WideRowStore;
let api: Service;

beforeAll(async () => {
  lmdb = createLmdbStore({ path: folder });
  const rows = places.map(({ raDeg, decDeg, began }, k) => {
    const cells = cellSet([
      cellOf('i:objectId', 'string', nameOf(k)),
      cellOf('i:ra', 'double', raDeg),
      cellOf('i:dec', 'double', decDeg),
      cellOf('i:jd', 'double', began + 10),
      cellOf('i:jdstarthist', 'double', began),
      cellOf(ztfDerived.pixel, 'integer', pixelOf(ztfTables.pixelNside, raDeg, decDeg)),
    ]);
    return rowFor(ztfTables.pixels, cells, 1);
  });
  await lmdb.write(ztfTables.pixels.name, rows);
  const store: WideRowStore = {
    ...lmdb,
    scan: (table, ranges, options) => lmdb.scan(table, ranges, { ...options, spent: scanned }),
    visit: (table, ranges, options, look) =>
      visitRows(lmdb, { table, ranges, options: { ...options, spent: scanned } }, look),
  };
  api = createSampleApi(store, createFakeCutouts().client);
});

afterAll(async () => {
  await lmdb.close();
  rmSync(folder, { recursive: true, force: true });
});

async function namesIn(
  { raDeg, decDeg, radius }: (typeof cones)[number],
  more: Readonly<Record<string, string | number>> = {},
): Promise<number[]> {
  const query = new URLSearchParams({
    ...{ ra: String(raDeg), dec: String(decDeg), radius: String(radius), n: '100000', columns: 'i:objectId' },
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, String(value)])),
  });
  const response = await api.fetch(new Request(`http://test/api/v1/conesearch?${query}`));
  const text = await response.text();
  expect([response.status, text.slice(0, 1)]).toEqual([200, '[']);
  return JSON.parse(text).map((row: Record<string, string>) => Number(row['i:objectId']?.slice(5)));
}

describe('cones over a table', () => {
  test('4,096 of them hold just the objects that astropy finds within the radius, the nearest first', async () => {
    await cones.reduce(async (before, cone, k) => {
      await before;
      const found = await namesIn(cone);
      const checksum = found.reduce((sum, index) => (sum + (index + 1) ** 2) % 1_000_003, 0);
      expect([k, found.length, found[0] ?? -1, checksum]).toEqual([k, ...(golden.cones[k] ?? [])]);
    }, Promise.resolve());
  }, 240_000);

  test('no row is read that lies in none of the pixels', async () => {
    const pixels = places.map(({ raDeg, decDeg }) => pixelOf(ztfTables.pixelNside, raDeg, decDeg));
    for (const cone of cones.slice(0, 200)) {
      scanned.rows = 0;
      await namesIn(cone);
      const touched = rangesOfDisc(ztfTables.pixelNside, cone, cone.radius / 3600);
      const inThem = pixels.filter((pixel) => touched.some(({ first, last }) => pixel >= first && pixel <= last));
      expect(scanned.rows).toBe(inThem.length);
    }
  });

  test('dates are looked for in the keys: the rows of other times are not read', async () => {
    const wide = { raDeg: 194, decDeg: 3, radius: 18_000 };
    const all = await namesIn(wide);
    for (const [from, days] of [
      [2_459_100.5, 10],
      [2_459_000.5, 0.25],
      [2_459_900.25, 1000],
    ] as const) {
      scanned.rows = 0;
      const found = await namesIn(wide, { startdate: from, window: days });
      const meant = all.filter((index) => {
        const { began = 0 } = places[index] ?? {};
        return began >= from && began <= from + days;
      });
      expect(found).toEqual(meant);
      // The last day is read to its end, and a few pixels reach beyond the cone.
      expect(scanned.rows).toBeLessThanOrEqual(meant.length * 1.1 + all.length / 500 + 3);
    }
  });

  test('any of them, with any dates and any n, is what looking at all rows gives', async () => {
    // Below a millionth JavaScript writes exponents, which astropy reads in no angle.
    const plain = (value: number): number => Math.round(value * 1e6) / 1e6;
    const place = fc.record({
      raDeg: fc.oneof(
        fc.double({ min: 0, max: 360, noNaN: true }).map(plain),
        fc.constantFrom(0, 360, 359.9999999, 180, 45),
      ),
      decDeg: fc.oneof(
        fc.double({ min: -90, max: 90, noNaN: true }).map(plain),
        fc.constantFrom(-90, 90, 89.99, 0, 41.8103149),
      ),
      radius: fc.oneof(fc.double({ min: 1, max: 18_000, noNaN: true }), fc.constantFrom(18_000, 5)),
    });
    const from = fc.option(fc.integer({ min: 2_459_000, max: 2_460_000 }), { nil: undefined });
    const more = fc.record({ from, window: fc.integer({ min: 1, max: 900 }), n: fc.constantFrom(1, 5, 50, 100_000) });
    await fc.assert(
      fc.asyncProperty(place, more, async (cone, { from: startdate, window, n }) => {
        const found = await namesIn(cone, startdate === undefined ? { n } : { n, startdate, window });
        const expected = places
          .map((at, index) => ({ index, apart: separationDeg(cone, at), began: at.began }))
          .filter(({ apart }) => apart <= cone.radius / 3600)
          .filter(({ began }) => startdate === undefined || (began >= startdate && began <= startdate + window))
          .sort((a, b) => a.apart - b.apart)
          .slice(0, n);
        expect(found).toEqual(expected.map(({ index }) => index));
      }),
      { numRuns: 60 },
    );
  });

  test('n of them are the n nearest, however few', async () => {
    const wide = { raDeg: 0, decDeg: 0, radius: 18_000 };
    const all = await namesIn(wide);
    expect(all.length).toBeGreaterThan(300);
    for (const n of [1, 7, 299]) expect(await namesIn(wide, { n })).toEqual(all.slice(0, n));
  });
});
