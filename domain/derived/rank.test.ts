import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueAtRank } from './rank.ts';

test('the value at a rank is the one that a sort would put there', () => {
  const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(values, fc.nat(), (list, seed) => {
      const rank = seed % list.length;
      const sorted = Float64Array.from(list).sort();
      // The sort puts −0 before 0; to a comparison they are equal.
      expect(valueAtRank(Float64Array.from(list), list.length, rank) + 0).toBe((sorted[rank] ?? 0) + 0);
    }),
  );
});

test('values behind the count are left alone', () => {
  const values = Float64Array.of(3, 1, 2, -5);
  expect(valueAtRank(values, 3, 0)).toBe(1);
  expect(values[3]).toBe(-5);
});
