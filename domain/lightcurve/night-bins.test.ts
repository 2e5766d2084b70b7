import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ztf } from '#domain/surveys/ztf.ts';
import { lightcurveFromRows } from './from-rows.ts';
import type { Lightcurve } from './lightcurve.ts';
import { nightlyLightcurve, nightOf } from './night-bins.ts';

interface Point {
  readonly jd: number;
  readonly fid?: number;
  readonly mag?: number;
  readonly error?: number;
  readonly limit?: number;
  readonly tag?: 'valid' | 'badquality' | 'upperlim';
  readonly negative?: boolean;
}

const curveOf = (points: readonly Point[]): Lightcurve =>
  lightcurveFromRows(
    ztf,
    'ZTF21aaxtctv',
    points.map(({ jd, fid = 1, mag, error = 0.1, limit = 20, tag = 'valid', negative }, row) => ({
      'i:objectId': 'ZTF21aaxtctv',
      'i:candid': tag === 'upperlim' ? '-1' : String(row + 1),
      'i:jd': jd,
      'i:fid': fid,
      'i:magpsf': mag ?? null,
      'i:sigmapsf': mag === undefined ? null : error,
      'i:diffmaglim': limit,
      'i:isdiffpos': negative ? 'f' : 't',
      'i:magnr': 18,
      'i:sigmagnr': 0.05,
      'i:distnr': 0.3,
      'd:tag': tag,
    })),
  );

test('two points of a night and band become their inverse-variance mean; another night stays alone', () => {
  const curve = curveOf([
    { jd: 2459520.7, mag: 18, error: 0.1 },
    { jd: 2459520.9, mag: 18, error: 0.1 },
    { jd: 2459521.7, mag: 19 },
  ]);
  const { curve: nightly, members } = nightlyLightcurve(curve, ztf.noonUtcDays);
  expect(members).toEqual([[0, 1], [2]]);
  expect(nightly.mjd[0]).toBeCloseTo(59520.3, 6);
  expect(nightly.mag[0]).toBeCloseTo(18, 9);
  expect(nightly.magErr[0]).toBeCloseTo(0.1 / Math.SQRT2, 9);
  expect(nightly.mag[1]).toBe(19);
});

test('bands, kinds and signs: only the same band and kind are averaged, fluxes with their sign', () => {
  const curve = curveOf([
    { jd: 2459520.7, mag: 18 },
    { jd: 2459520.71, mag: 18, fid: 2 },
    { jd: 2459520.72, mag: 18, tag: 'badquality' },
    { jd: 2459520.73, mag: 17, negative: true, error: 0.04 },
  ]);
  const { curve: nightly, members } = nightlyLightcurve(curve, ztf.noonUtcDays);
  expect(members.map((rows) => rows.length).sort()).toEqual([1, 1, 2]);
  const both = members.findIndex((rows) => rows.length === 2);
  expect(nightly.negative[both]).toBe(true);
  expect(nightly.flux[both]).toBeLessThan(0);
});

test('of limits the deepest stands', () => {
  const limits = [20.1, 20.7, 19.9].map((limit, k) => ({ jd: 2459520.7 + k / 50, limit, tag: 'upperlim' as const }));
  expect([...nightlyLightcurve(curveOf(limits), ztf.noonUtcDays).curve.limitMag]).toEqual([20.7]);
});

test('the error of the reference does not average out', () => {
  const { curve } = nightlyLightcurve(
    curveOf(Array.from({ length: 100 }, (_, k) => ({ jd: 2459520.7 + k / 1000, mag: 18 }))),
    ztf.noonUtcDays,
  );
  expect(curve.totalFluxErr[0]).toBeGreaterThan(curve.refFluxErr[0] ?? Infinity);
  expect(curve.totalFluxErr[0]).toBeLessThan((curve.refFluxErr[0] ?? 0) * 1.03);
});

test('a night of Palomar is one night, from dusk to dawn', () => {
  const noon = ztf.noonUtcDays;
  expect(nightOf(59520 + 1.0 / 24, noon)).toBe(nightOf(59520 + 14 / 24, noon));
  expect(nightOf(59520 + 14 / 24, noon)).not.toBe(nightOf(59521 + 1 / 24, noon));
});

test('every row is in exactly one bin, and bins ascend in time', () => {
  const point = fc.record({
    jd: fc.double({ min: 2459500, max: 2459510, noNaN: true }),
    fid: fc.constantFrom(1, 2),
    mag: fc.double({ min: 14, max: 21, noNaN: true }),
    negative: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(point, { maxLength: 60 }), (points) => {
      const { curve, members } = nightlyLightcurve(curveOf(points), ztf.noonUtcDays);
      expect(members.flat().sort((a, b) => a - b)).toEqual(points.map((_, row) => row));
      expect([...curve.mjd]).toEqual([...curve.mjd].sort((a, b) => a - b));
    }),
  );
});
