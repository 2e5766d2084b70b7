import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rangesOfPixels } from '#domain/healpix/disc.ts';
import { compareKeys } from '#server/ports/keys.ts';
import type { KeyRange } from '#server/ports/wide-row-store.ts';
import { lsstTables } from '#server/storage/surveys/lsst.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { keyRangesOfPixels } from './pixel-ranges.ts';

const isIn = (key: string, ranges: readonly KeyRange[]): boolean =>
  ranges.some(({ start, end }) => compareKeys(key, start) >= 0 && (end === undefined || compareKeys(key, end) < 0));

/** Pixels whose texts are the beginnings of each other, and their neighbours. */
function relativesOf(pixel: number, largest: number): number[] {
  const text = String(pixel);
  const shorter = Array.from({ length: text.length }, (_, k) => Number(text.slice(0, k + 1)));
  const near = [-11, -10, -9, -1, 0, 1, 9, 10, 11].map((step) => pixel + step);
  const longer = [...shorter, ...near].flatMap((one) => [one, one * 10, one * 10 + 9, one * 100, one * 100 + 99]);
  return longer.filter((one) => one >= 0 && one <= largest);
}

describe.each([
  ['ZTF', ztfTables],
  ['Rubin', lsstTables],
])('key ranges of pixels of %s', (_, tables) => {
  const largest = 12 * tables.pixelNside ** 2 - 1;
  const numbers = fc.oneof(
    fc.nat(largest),
    fc.nat(2000),
    fc.constantFrom(0, 1, 9, 10, 12, 19, 99, 100, 119, 120, 999, 1000, 9_999, 10_000, 19_660, 99_999, 100_000, largest),
  );
  const runs = fc.array(fc.tuple(numbers, fc.nat(250)), { minLength: 1, maxLength: 5 });

  test('hold the keys of these pixels and of no others', () => {
    fc.assert(
      fc.property(runs, (drawn) => {
        const wanted = new Set(
          drawn.flatMap(([first, more]) =>
            Array.from({ length: Math.min(more, largest - first) + 1 }, (_, k) => first + k),
          ),
        );
        const ranges = keyRangesOfPixels(tables, rangesOfPixels([...wanted]));
        const asked = new Set([...wanted].flatMap((pixel) => (pixel % 7 === 0 ? relativesOf(pixel, largest) : pixel)));
        for (const [first, more] of drawn) for (const one of relativesOf(first + more, largest)) asked.add(one);
        for (const pixel of asked) {
          expect([pixel, isIn(`${pixel}_2459000.5_ZTF18aaaaaaa`, ranges)]).toEqual([pixel, wanted.has(pixel)]);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('are ten times fewer than the pixels where numbers are long', () => {
    const first = largest - 1999;
    expect(keyRangesOfPixels(tables, [{ first, last: largest }]).length).toBeLessThanOrEqual(201);
  });
});

test('the text of pixel 10 is not looked for among those of 100 to 109 and 1000 to 1099, nor the other way round', () => {
  const keyOf = (pixel: number): string => `${pixel}_2459000.5_ZTF18aaaaaaa`;
  const confusable = [1, 10, 11, 100, 101, 109, 110, 1000, 1001, 1009, 1010, 1099, 10_000, 10_099, 100_000, 109_999];
  for (const pixel of confusable) {
    const ranges = keyRangesOfPixels(ztfTables, [{ first: pixel, last: pixel }]);
    expect(confusable.filter((other) => isIn(keyOf(other), ranges))).toEqual([pixel]);
  }
});

test('times bound the keys of each pixel, both ends included, and beyond their digits nothing is bounded', () => {
  const run = [{ first: 120, last: 121 }];
  const rangesOf = (from: number, to: number) => keyRangesOfPixels(ztfTables, run, { from, to, digits: 7 });
  const some = rangesOf(2_459_000.5, 2_459_001.25);
  for (const time of ['2459000.5', '2459000.51', '2459001.25', '2459001.0']) {
    expect([time, isIn(`121_${time}_ZTF18aaaaaaa`, some)]).toEqual([time, true]);
  }
  for (const time of ['2459000.4999999', '2458999.9', '2459002.0', '245900.5']) {
    expect([time, isIn(`121_${time}_ZTF18aaaaaaa`, some)]).toEqual([time, false]);
  }
  const open = rangesOf(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  expect(isIn('120_1.0_x', open) && isIn('121_9999999.9_x', open)).toBe(true);
  expect(isIn('119_2459000.5_x', open) || isIn('12_2459000.5_x', open)).toBe(false);
});
