import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascending, lowerMedian, median, quantile } from './quantile.ts';

const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 40 });

test('quantiles are linear between neighbours, as in numpy', () => {
  expect([0, 0.1, 0.25, 0.5, 1].map((share) => quantile([1, 2, 4, 8], share))).toEqual([1, 1.3, 1.75, 3, 8]);
  expect(quantile([], 0.5)).toBeNaN();
});

test('half of the values lie on each side of the median, whatever their order', () => {
  fc.assert(
    fc.property(values, (all) => {
      const middle = median(all);
      expect(all.filter((value) => value < middle).length).toBeLessThanOrEqual(all.length / 2);
      expect(all.filter((value) => value > middle).length).toBeLessThanOrEqual(all.length / 2);
      expect(middle).toBeCloseTo(quantile(ascending(all), 0.5), 6);
      expect(all.some((value) => value === lowerMedian(all))).toBe(true);
      expect(lowerMedian(all)).toBeLessThanOrEqual(middle);
    }),
  );
});

test('the largest numbers have a median too, and nothing has none', () => {
  expect(median([Number.MAX_VALUE, Number.MAX_VALUE])).toBe(Number.MAX_VALUE);
  expect([median([]), lowerMedian([])]).toEqual([Number.NaN, Number.NaN]);
});
