import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { separationDeg } from '#domain/coordinates/separation.ts';
import { pixelOf } from '#domain/healpix/ring.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import type { Service } from '#server/http/create-service.ts';
import { type Spent, visitRows, type WideRowStore } from '#server/ports/wide-row-store.ts';
import { lsstPixel, lsstTables } from '#server/storage/surveys/lsst.ts';
import { cellOf, cellSet, rowFor } from '#server/storage/tables/table-row.ts';
import { sequence } from './testing/sample-alerts.ts';
import { createFakeCutouts, createSampleApi } from './testing/sample-api.ts';

const next = sequence(99);
const centres = [
  [0.01, -30],
  [53, -28],
  [200, -89.7],
  [150, 2.2],
] as const;

/** Objects around some places, with their first and last sources, MJD TAI; every ninth has no first one. */
const objects = Array.from({ length: 1600 }, (_, k) => {
  const [ra, dec] = centres[k % centres.length] ?? [0, 0];
  const drawn = dec + (next() - 0.5) * 4;
  const decDeg = drawn < -90 ? -180 - drawn : drawn;
  const raDeg = (ra + ((next() - 0.5) * 4) / Math.max(0.01, Math.cos((decDeg * Math.PI) / 180)) + 720) % 360;
  const began = 60_000 + Math.floor(next() * 4000) / 10;
  return {
    id: 170_000_000_000_000_000n + BigInt(k),
    raDeg,
    decDeg,
    began,
    ended: began + next() * 100,
    hasBegan: k % 9 > 0,
  };
});

const folder = mkdtempSync(join(tmpdir(), 'lsst-cones-'));
const scanned: Spent = { reads: 0, bytes: 0, rows: 0 };
let lmdb: WideRowStore;
let api: Service;

beforeAll(async () => {
  lmdb = createLmdbStore({ path: folder });
  const rows = objects.map(({ id, raDeg, decDeg, began, ended, hasBegan }) => {
    const cells = cellSet([
      cellOf('r:diaObjectId', 'long', id),
      cellOf('r:ra', 'double', raDeg),
      cellOf('r:dec', 'double', decDeg),
      cellOf('r:midpointMjdTai', 'double', ended),
      ...(hasBegan ? [cellOf('f:firstDiaSourceMjdTaiFink', 'double', began)] : []),
      cellOf(lsstPixel, 'integer', pixelOf(lsstTables.pixelNside, raDeg, decDeg)),
    ]);
    return rowFor(lsstTables.pixels, cells, 1);
  });
  await lmdb.write(lsstTables.pixels.name, rows);
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

async function idsIn(args: Readonly<Record<string, string | number>>): Promise<string[]> {
  const columns = 'r:diaObjectId,f:firstDiaSourceMjdTaiFink';
  const query = new URLSearchParams({ columns, ids: 'string', n: '100000' });
  for (const [name, value] of Object.entries(args)) query.set(name, String(value));
  const response = await api.fetch(new Request(`http://test/lsst/api/v1/conesearch?${query}`));
  const text = await response.text();
  expect([response.status, text.slice(0, 1)]).toEqual([200, '[']);
  return JSON.parse(text).map((row: Record<string, string>) => String(row['r:diaObjectId']));
}

type Keep = (object: (typeof objects)[number]) => boolean;

function expectedIds(centre: readonly [number, number], radius: number, keep: Keep): string[] {
  return objects
    .filter(keep)
    .map((object) => ({ id: String(object.id), apart: separationDeg({ raDeg: centre[0], decDeg: centre[1] }, object) }))
    .filter(({ apart }) => apart <= radius / 3600)
    .sort((a, b) => a.apart - b.apart)
    .map(({ id }) => id);
}

describe('cones of Rubin', () => {
  test.each(centres)('around %f, %f hold all objects within the radius, the nearest first', async (ra, dec) => {
    for (const radius of [60, 1800, 5400, 18_000]) {
      expect(await idsIn({ ra, dec, radius })).toEqual(expectedIds([ra, dec], radius, () => true));
    }
  });

  test('a wide one reads the rows of its pixels and no others, though it touches 24,000 pixels', async () => {
    scanned.rows = 0;
    const found = await idsIn({ ra: 53, dec: -28, radius: 18_000 });
    expect(scanned.rows).toBeLessThanOrEqual(found.length * 1.02 + 2);
  });

  const from = 60_120;
  const to = 60_260;
  test.each([
    ['within', ({ began, ended }: (typeof objects)[number]) => began >= from && ended <= to],
    ['across', ({ began, ended }: (typeof objects)[number]) => ended >= from && began <= to],
  ] as const)('%s dates keeps what it says, and leaves unread what the keys tell', async (kind, rule) => {
    const radius = 4320;
    const cone = { ra: 53, dec: -28, radius, kind };
    const keep: Keep = (object) => object.hasBegan && rule(object);
    scanned.rows = 0;
    expect(await idsIn({ ...cone, startdate: from, stopdate: to })).toEqual(expectedIds([53, -28], radius, keep));
    expect(scanned.rows).toBeLessThan(expectedIds([53, -28], radius, () => true).length * 0.8);
    expect(await idsIn({ ...cone, startdate: from, window: to - from })).toEqual(expectedIds([53, -28], radius, keep));
    const wide = { ...cone, radius: 18_000, startdate: from, stopdate: to };
    expect(await idsIn(wide)).toEqual(expectedIds([53, -28], 18_000, keep));
  });

  test('one date alone bounds one side', async () => {
    const cone = { ra: 150, dec: 2.2, radius: 18_000 };
    const since = expectedIds([150, 2.2], 18_000, ({ began, hasBegan }) => hasBegan && began >= from);
    expect(await idsIn({ ...cone, startdate: from })).toEqual(since);
    const until = expectedIds([150, 2.2], 18_000, ({ ended, hasBegan }) => hasBegan && ended <= to);
    expect(await idsIn({ ...cone, stopdate: to })).toEqual(until);
  });
});
