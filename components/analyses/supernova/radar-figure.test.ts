import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testCurve } from '#components/lightcurve/test-curve.ts';
import { radarAxes, radarPath, radarPlace, scoreText } from './radar-figure.ts';

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

  test('a 0 that may mean that nothing ran is no corner, and counts in no median', () => {
    const points = [1, 2, 3, 4, 5, 6, 7].map(
      (day) => ({ mjd: 59_000 + day, band: day % 2 === 0 ? 'g' : 'r' }) as const,
    );
    const curve = { ...testCurve(points), scores: { 'd:rf_snia_vs_nonia': Float64Array.of(0, 0, 0, 0, 0, 0, 0.6) } };
    const [unclear] = radarAxes(curve, 5);
    expect(unclear).toMatchObject({ selected: undefined, state: 'unclear', median: 0.6 });
    expect(scoreText(unclear?.selected, 'unclear')).toBe('0 or not run');
    const [few] = radarAxes(curve, 2);
    expect(scoreText(few?.selected, few?.state ?? 'computed')).toBe('not computed');
    expect(radarAxes(curve, 6)[0]).toMatchObject({ selected: 0.6, state: 'computed' });
  });
});
