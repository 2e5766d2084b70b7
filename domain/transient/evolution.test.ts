import { expect, test } from 'vitest';
import type { PointKind } from '#domain/lightcurve/lightcurve.ts';
import type { BandName } from '#domain/surveys/survey.ts';
import { evolutionOf } from './evolution.ts';

const rows: readonly (readonly [mjd: number, band: BandName, mag: number, magErr: number, kind?: PointKind])[] = [
  [59_000, 'g', 19, 0.1],
  [59_000.2, 'r', 18.5, 0.05],
  [59_000.202, 'r', 18.7, 0.05],
  [59_001, 'i', 18, 0.1],
  [59_002, 'g', 18.6, 0.1],
  [59_002.1, 'r', Number.NaN, Number.NaN, 'limit'],
  [59_003, 'i', 18.4, 0.3],
  [59_004, 'g', 18.8, 0.1],
  [59_004.1, 'r', 18.5, 0.05],
];
const curve = {
  mjd: Float64Array.from(rows, ([mjd]) => mjd),
  band: rows.map(([, band]) => band),
  mag: Float64Array.from(rows, ([, , mag]) => mag),
  magErr: Float64Array.from(rows, ([, , , error]) => error),
  kind: rows.map(([, , , , kind]) => kind ?? 'detection'),
};

test('g − r pairs each g with the nearest r within 0.3 days', () => {
  const { colour, colourRate } = evolutionOf(curve);
  expect(colour.map(({ mjd }) => mjd)).toEqual([59_000, 59_004]);
  expect(colour[0]?.value).toBeCloseTo(0.5, 10);
  expect(colour[0]?.error).toBeCloseTo(Math.hypot(0.1, 0.05), 10);
  expect(colourRate).toHaveLength(1);
  expect(colourRate[0]?.value).toBeCloseTo((0.3 - 0.5) / 4, 10);
});

test('rates are of every band, with errors a day, and never over minutes', () => {
  const { rates } = evolutionOf(curve);
  expect([...rates.keys()]).toEqual(['g', 'r', 'i']);
  expect(rates.get('g')?.map(({ value }) => Math.round(value * 1e6) / 1e6)).toEqual([-0.2, 0.1]);
  expect(rates.get('i')?.[0]?.error).toBeCloseTo(Math.hypot(0.1, 0.3) / 2, 10);
  expect(rates.get('r')).toHaveLength(1);
  expect(rates.get('r')?.[0]?.value).toBeCloseTo(0, 10);
});
