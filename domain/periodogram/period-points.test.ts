import { expect, test } from 'vitest';
import type { Lightcurve, PointKind } from '../lightcurve/lightcurve.ts';
import { numbersFrom } from '../lightcurve/lightcurve.ts';
import type { BandName } from '../surveys/survey.ts';
import { mjdFromTimeAtSun, periodPoints, quantityOf, samplesFromPoints, timeAtSun } from './period-points.ts';

interface Given {
  readonly mjd: number;
  readonly band?: BandName;
  readonly kind?: PointKind;
  readonly flux?: number;
  readonly total?: number;
  readonly negative?: boolean;
}

function curveOf(given: readonly Given[], refDistArcsec = 0.3): Lightcurve {
  const column = (make: (one: Given) => number) => Float64Array.from(given, make);
  return {
    ...numbersFrom(() => column(() => Number.NaN)),
    survey: 'ztf',
    objectId: 'ZTF99aaaaaaa',
    alertId: given.map((_, k) => String(k)),
    mjd: column(({ mjd }) => mjd),
    band: given.map(({ band }) => band ?? 'r'),
    kind: given.map(({ kind }) => kind ?? 'detection'),
    negative: given.map(({ negative }) => negative ?? false),
    flux: column(({ flux }) => flux ?? 10),
    fluxErr: column(() => 1),
    mag: column(() => 19),
    magErr: column(() => 0.1),
    totalFlux: column(({ total }) => total ?? 100),
    totalFluxErr: column(() => 2),
    refDistArcsec: column(() => refDistArcsec),
    className: given.map(() => ''),
    scores: {},
  };
}

const sight = { timeScale: 'UTC', raDeg: 150, decDeg: 2 } as const;
const options = { ...sight, quantity: 'dcmag', forced: false, bad: false, hidden: new Set<BandName>() } as const;

test('the magnitude of the source itself where the reference is the source, else the flux of the difference', () => {
  expect(quantityOf(curveOf([{ mjd: 1 }]))).toBe('dcmag');
  expect(quantityOf(curveOf([{ mjd: 1 }], 8))).toBe('flux');
  expect(quantityOf(curveOf([{ mjd: 1 }], Number.NaN))).toBe('dcflux');
});

test('every row that is left out is counted with its reason', () => {
  const curve = curveOf([
    { mjd: 1 },
    { mjd: 2, kind: 'limit' },
    { mjd: 3, kind: 'bad' },
    { mjd: 4, total: -3 },
    { mjd: 5, total: Number.NaN },
    { mjd: 6, band: 'g' },
  ]);
  const { points, left } = periodPoints(curve, { ...options, hidden: new Set<BandName>(['g']) });
  expect(points.map(({ row }) => row)).toEqual([0]);
  expect(left).toEqual({ withoutMagnitude: 1, withoutReference: 1, bad: 1, hidden: 1 });
  expect(periodPoints(curve, { ...options, bad: true }).points.map(({ row }) => row)).toEqual([0, 2, 5]);
});

test('a difference that is negative keeps its sign as flux and has no magnitude', () => {
  const curve = curveOf([{ mjd: 1, flux: -10, negative: true }]);
  expect(periodPoints(curve, { ...options, quantity: 'flux' }).points[0]?.value).toBe(-10);
  expect(periodPoints(curve, { ...options, quantity: 'mag' }).left.withoutMagnitude).toBe(1);
});

test('forced photometry counts when asked for, and never twice with the detection of its exposure', () => {
  const curve = curveOf([
    { mjd: 1 },
    { mjd: 1.000_01, kind: 'forced' },
    { mjd: 1.000_01, kind: 'forced', band: 'g' },
    { mjd: 2, kind: 'forced' },
  ]);
  expect(periodPoints(curve, options).points.map(({ row }) => row)).toEqual([0]);
  expect(periodPoints(curve, { ...options, forced: true }).points.map(({ row }) => row)).toEqual([0, 2, 3]);
});

test('times go to the Sun and back, in either scale', () => {
  for (const timeScale of ['UTC', 'TAI'] as const) {
    const there = timeAtSun(59_123.4, { ...sight, timeScale });
    expect(Math.abs(there - 59_123.4)).toBeLessThan(0.0066);
    expect(mjdFromTimeAtSun(there, { ...sight, timeScale })).toBeCloseTo(59_123.4, 7);
  }
});

test('samples have one band a group, in the order of their first points', () => {
  const { points } = periodPoints(curveOf([{ mjd: 1, band: 'g' }, { mjd: 2 }, { mjd: 3, band: 'g' }]), options);
  const { samples, groups } = samplesFromPoints(points);
  expect(groups).toEqual(['g', 'r']);
  expect([...samples.band]).toEqual([0, 1, 0]);
  expect(samples.bands).toBe(2);
});
