import { expect, test } from 'vitest';
import { testCurve } from '#components/lightcurve/test-curve.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { scatterOfBands, scatterPoints, scatterRange } from './scatter-figure.ts';

const arcsec = 1 / 3600;
const places = [
  [359.9999, 60],
  [359.9999 + 4 * arcsec, 60],
  [359.9999 + 2 * arcsec, 60 + 3 * arcsec],
] as const;

function curve(): Lightcurve {
  const points = testCurve([
    { mjd: 1, mag: 18 },
    { mjd: 2, mag: 18 },
    { mjd: 3, mag: 18, band: 'r' },
    { mjd: 4, kind: 'limit', limitMag: 20 },
  ]);
  const column = (axis: 0 | 1) => Float64Array.from([...places.map((place) => place[axis] % 360), Number.NaN]);
  return { ...points, raDeg: column(0), decDeg: column(1) };
}

test('detections lie around their mean, right across RA 0, east positive and true to scale', () => {
  const points = scatterPoints(curve(), 'equ');
  expect(points.map(({ row, band }) => [row, band])).toEqual([
    [0, 'g'],
    [1, 'g'],
    [2, 'r'],
  ]);
  // At declination 60° four seconds of right ascension angle are two on the sky.
  expect(points.map(({ x }) => Number(x.toFixed(3)))).toEqual([-1, 1, 0]);
  expect(points.map(({ y }) => Number(y.toFixed(3)))).toEqual([-1, -1, 2]);
});

test('in galactic axes distances stay what they are', () => {
  const [equ, gal] = [scatterPoints(curve(), 'equ'), scatterPoints(curve(), 'gal')];
  for (const [index, point] of equ.entries()) {
    const other = gal[index];
    expect(Math.hypot(other?.x ?? 0, other?.y ?? 0)).toBeCloseTo(Math.hypot(point.x, point.y), 4);
  }
});

test('each band has its own mean and scatter; one detection has no scatter', () => {
  const [g, r] = scatterOfBands(scatterPoints(curve(), 'equ'), ['g', 'r', 'i']);
  expect(g).toMatchObject({ band: 'g', count: 2, scatterY: expect.closeTo(0, 3) });
  expect(g?.scatterX).toBeCloseTo(Math.SQRT2, 3);
  expect(r).toMatchObject({ band: 'r', count: 1, scatterX: Number.NaN });
});

test('the range is the same on both sides, and holds all', () => {
  const { from, to } = scatterRange(scatterPoints(curve(), 'equ'));
  expect(from).toBe(-to);
  expect(to).toBeGreaterThan(2);
});
