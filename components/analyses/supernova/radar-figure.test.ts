import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { radarPath, radarPlace } from './radar-figure.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('the shape of scores', () => {
  test('begins at the top and goes round clockwise', () => {
    const at = (index: number) => radarPlace(1, index, 4);
    expect(at(0).y).toBeCloseTo(-1);
    expect(at(1).x).toBeCloseTo(1);
    expect(at(2).y).toBeCloseTo(1);
    expect(at(3).x).toBeCloseTo(-1);
  });

  test('joins neighbours that both have a value, and no others', () => {
    fc.assert(
      fc.property(fc.array(fc.option(share, { nil: undefined }), { minLength: 3, maxLength: 12 }), (values) => {
        const pairs = values.filter((value, k) => value !== undefined && values[(k + 1) % values.length] !== undefined);
        expect(radarPath(values, 84).split('M')).toHaveLength(pairs.length + 1);
      }),
    );
  });

  test('a score that was not computed is a gap and not a zero', () => {
    expect(radarPath([1, undefined, 1, 1], 10)).toBe('M0.0 10.0L-10.0 0.0M-10.0 0.0L0.0 -10.0');
  });
});
