import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortedFinite } from './stretch.ts';
import { createValueScale } from './value-scale.ts';

const stamps = fc
  .array(fc.float({ min: -1000, max: 60_000, noNaN: true }), { minLength: 2, maxLength: 300 })
  .map((values) => sortedFinite(Float32Array.from(values)));
const share = fc.double({ min: 0, max: 1, noNaN: true });

test('a handle that is moved and read back is where it was put', () => {
  fc.assert(
    fc.property(stamps, share, (sorted, at) => {
      const scale = createValueScale(sorted);
      if (sorted[0] === sorted.at(-1)) return;
      expect(scale.shareOf(scale.valueOf(at))).toBeCloseTo(at, 6);
    }),
  );
});

test('percentages of values are those that give the values', () => {
  fc.assert(
    fc.property(stamps, fc.double({ min: 0, max: 100, noNaN: true }), (sorted, percent) => {
      const scale = createValueScale(sorted);
      const value = scale.valueOfPercent(percent);
      expect(scale.valueOfPercent(scale.percentOf(value))).toBeCloseTo(value, 1);
    }),
  );
});

test('every pixel is counted once', () => {
  fc.assert(
    fc.property(stamps, fc.integer({ min: 1, max: 60 }), (sorted, count) => {
      const counts = createValueScale(sorted).counts(count);
      expect(counts).toHaveLength(count);
      expect(counts.reduce((sum, one) => sum + one, 0)).toBe(sorted.length);
    }),
  );
});

test('noise keeps room beside a star a thousand times brighter', () => {
  const sorted = sortedFinite(
    Float32Array.from({ length: 1000 }, (_, at) => (at < 999 ? 100 + (at % 21) - 10 : 20_000)),
  );
  const scale = createValueScale(sorted);
  expect(scale.shareOf(110) - scale.shareOf(90)).toBeGreaterThan(0.15);
});

test('stamps of one value and of none have a ruler', () => {
  for (const values of [[], [5], [5, 5, 5]]) {
    const scale = createValueScale(Float32Array.from(values));
    expect([scale.shareOf(5), scale.valueOf(0.5), scale.percentOf(4), scale.counts(3)].flat()).not.toContain(
      Number.NaN,
    );
  }
});
