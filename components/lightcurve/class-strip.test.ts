import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classLanes } from './class-strip-figure.ts';
import { testCurve } from './test-curve.ts';

const curve = testCurve([
  { mjd: 59_000, mag: 19, className: 'Unknown' },
  { mjd: 59_001, kind: 'limit', limitMag: 20, className: 'Unknown' },
  { mjd: 59_005, mag: 19, className: 'SN candidate' },
  { mjd: 59_007.5, mag: 19, className: 'Early SN Ia candidate' },
  { mjd: 59_008, kind: 'bad', mag: 19, className: 'SN candidate' },
  { mjd: 59_009, mag: 19 },
  { mjd: 59_010, mag: 18, className: 'SN candidate' },
]);

test('classes come in the order in which alerts first stated them, each as one path', () => {
  const lanes = classLanes(curve, { x: { from: 59_000, to: 59_010 } });
  expect(lanes.map(({ name, subject, alerts, path }) => [name, subject, alerts, path])).toEqual([
    ['Unknown', 'unknown', 1, 'M0 0v1'],
    ['SN candidate', 'sn', 2, 'M500 0v1M1000 0v1'],
    ['Early SN Ia candidate', 'early', 1, 'M750 0v1'],
  ]);
  expect(lanes[1]).toMatchObject({ fromMjd: 59_005, toMjd: 59_010 });
});

test('what a zoom leaves out keeps its lane; another axis moves the ticks', () => {
  const zoomed = classLanes(curve, { x: { from: 59_004, to: 59_006 } });
  expect(zoomed.map(({ path }) => path)).toEqual(['', 'M500 0v1', '']);
  const since = classLanes(curve, { x: { from: 0, to: 20 }, at: (mjd) => mjd - 59_000 });
  expect(since[1]?.path).toBe('M250 0v1M500 0v1');
});

test('however many alerts there are, a lane is one path of at most 1,001 ticks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), (count) => {
      const many = testCurve(
        Array.from({ length: count }, (_, i) => ({ mjd: 59_000 + i / 7, mag: 18, className: 'QSO' })),
      );
      const [lane, ...others] = classLanes(many, { x: { from: 59_000, to: 59_000 + count / 7 } });
      expect(others).toEqual([]);
      expect(lane?.alerts).toBe(count);
      expect((lane?.path.match(/M/g) ?? []).length).toBeLessThanOrEqual(1_001);
    }),
    { numRuns: 12 },
  );
});
