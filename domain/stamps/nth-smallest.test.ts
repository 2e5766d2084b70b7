import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nthSmallest } from './nth-smallest.ts';

const values = fc.oneof(
  fc.float32Array({ noNaN: true, minLength: 1, maxLength: 200 }),
  // Many equal values, as in stamps of few counts.
  fc
    .array(fc.integer({ min: -8, max: 8 }), { minLength: 1, maxLength: 200 })
    .map((list) => Float32Array.from(list, (value) => value / 4)),
);

test('the value of any rank is the one that sorting puts there, infinities and both zeros included', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (list, share) => {
      const rank = Math.floor(share * list.length);
      const before = list.slice();
      expect(nthSmallest(list, rank) + 0).toBe((list.slice().sort()[rank] ?? Number.NaN) + 0);
      expect(list).toEqual(before);
    }),
    { numRuns: 500 },
  );
});

test('a part of a larger array is looked at alone', () => {
  expect(nthSmallest(Float32Array.of(9, -1, 5, 3, -7).subarray(1, 4), 1)).toBe(3);
});

test.each([-1, 2, Number.NaN])('rank %s of two values is refused', (rank) => {
  expect(() => nthSmallest(Float32Array.of(1, 2), rank)).toThrow(RangeError);
});
