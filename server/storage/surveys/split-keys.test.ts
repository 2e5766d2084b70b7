import { describe, expect, test } from 'vitest';
import { pixelOf } from '#domain/healpix/ring.ts';
import { compareKeys } from '#server/ports/keys.ts';
import { lsstTables } from './lsst.ts';
import { splitKeys } from './split-keys.ts';
import { idSalt, rowKey, type TableShape } from './survey-tables.ts';
import { ztfTables } from './ztf.ts';

/** Shares of the keys that lie in each of the regions. */
function sharesOf(table: TableShape, regions: number, keys: readonly string[]): readonly number[] {
  const splits = splitKeys(table, regions);
  const counts = Array.from({ length: splits.length + 1 }, () => 0);
  for (const key of keys) {
    const above = splits.findIndex((split) => compareKeys(key, split) < 0);
    const region = above === -1 ? splits.length : above;
    counts[region] = (counts[region] ?? 0) + 1;
  }
  return counts.map((count) => count / keys.length);
}

/** Numbers in [0, 1) that fill it evenly, the same in every run. */
const evenly = Array.from({ length: 20_000 }, (_, index) => (index * 0.6180339887498949) % 1);

describe('regions of a table', () => {
  const onSky = evenly.map((share, index) => ({
    raDeg: 360 * share,
    decDeg: (Math.asin(2 * ((index + 0.5) / evenly.length) - 1) * 180) / Math.PI,
  }));
  test.each([
    ['ztf.pixel128', ztfTables.pixels, 128],
    ['rubin.pixel1024', lsstTables.pixels, 1024],
  ] as const)('%s: places all over the sky fall into them alike', (_, table, nside) => {
    const keys = onSky.map(({ raDeg, decDeg }) => `${pixelOf(nside, raDeg, decDeg)}_2460000.5`);
    for (const regions of [2, 7, 16, 64]) {
      const shares = sharesOf(table, regions, keys);
      expect(shares).toHaveLength(regions);
      for (const share of shares) expect(Math.abs(share * regions - 1)).toBeLessThan(0.35);
    }
  });

  test('tables with a salt: its values fall into them alike', () => {
    const keys = evenly.map((share) => {
      const id = BigInt(Math.floor(share * 1e9)) + 170_000_000_000_000_000n;
      return rowKey(lsstTables.alerts, () => id) || idSalt(id);
    });
    for (const share of sharesOf(lsstTables.alerts, 10, keys)) expect(Math.abs(share * 10 - 1)).toBeLessThan(0.1);
  });

  test('ids of ZTF: ten years of ten million objects each fall into most of them alike', () => {
    const keys = evenly.map((share, index) => {
      let number = Math.floor(share * 3 * 26 ** 5);
      let word = '';
      for (let place = 0; place < 7; place++) {
        word = String.fromCharCode(97 + (number % 26)) + word;
        number = Math.floor(number / 26);
      }
      return `ZTF${18 + (index % 10)}${word}_2460000.5`;
    });
    for (const share of sharesOf(ztfTables.alerts, 30, keys).slice(2, -6))
      expect(Math.abs(share * 33 - 1)).toBeLessThan(0.35);
  });

  test('are one where nobody can tell how keys will spread, and one where one is asked for', () => {
    expect(splitKeys(ztfTables.byName.class, 16)).toEqual([]);
    expect(splitKeys(ztfTables.byName.metadata, 16)).toEqual([]);
    expect(splitKeys(ztfTables.alerts, 1)).toEqual([]);
  });

  test('begin where keys do: sorted, apart, plain letters and digits', () => {
    for (const { byName } of [ztfTables, lsstTables])
      for (const table of Object.values(byName)) {
        const splits = splitKeys(table, 1_000);
        expect([...splits].sort(compareKeys)).toEqual(splits);
        expect(splits.every((split) => /^[A-Za-z0-9]+$/.test(split))).toBe(true);
      }
  });
});
