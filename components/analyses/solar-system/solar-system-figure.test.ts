import { expect, test } from 'vitest';
import { testBands } from '#components/lightcurve/test-curve.ts';
import { hg } from '#domain/phase/phase-models.ts';
import { type PhaseFitResult, phaseFitSteps } from '#domain/solar-system/phase-fits.ts';
import type { SsoColumns } from '#domain/solar-system/sso-columns.ts';
import { phaseObservations } from '#domain/solar-system/sso-points.ts';
import { apparitionRows } from './apparition-rows.ts';
import { magnitudeChart, offsetChart, phaseChart, phaseResiduals, residualHistogram } from './solar-system-figure.ts';

const count = 40;
const rows = Array.from({ length: count }, (_, i) => i);
const phaseDeg = rows.map((i) => 1 + (i % 20));
const band = rows.map((i) => (i % 2 === 0 ? ('g' as const) : ('r' as const)));
const truth = { g: [13, 0.2], r: [12.4, 0.25] } as const;
const columns: SsoColumns = {
  name: 'Test',
  number: 1,
  alertId: rows.map((i) => `920000000000000000${i}`),
  objectId: rows.map(() => 'ZTF99aaaaaaa'),
  mjd: rows.map((i) => 59_000 + i + (i >= 20 ? 300 : 0)),
  band,
  mag: rows.map((i) => {
    const phase = ((phaseDeg[i] ?? 0) * Math.PI) / 180;
    const place = { magnitude: 0, sigma: 1, phase, ra: 0, dec: 0, band: '' };
    return hg.magnitude(place, truth[band[i] ?? 'g']) + 5 * Math.log10(2 * 3);
  }),
  magErr: rows.map(() => 0.05),
  raDeg: rows.map(() => 10),
  decDeg: rows.map(() => 5),
  ephemeris: {
    raDeg: rows.map(() => 10 + 0.1 / 3600),
    decDeg: rows.map(() => 5 - 0.2 / 3600),
    phaseDeg,
    observerAu: rows.map(() => 2),
    sunAu: rows.map(() => 3),
    mag: rows.map((i) => (i === 0 ? null : 18)),
  },
};
const observations = phaseObservations(columns);

function fitted(): PhaseFitResult {
  const steps = phaseFitSteps({ model: 'hg', observations, weighted: true, periodHours: null });
  for (;;) {
    const { done, value } = steps.next();
    if (done && typeof value === 'object') return value;
    if (done) throw new Error(String(value));
  }
}
const fit = fitted();

test('the light curve has observed and predicted magnitudes, and points lead to their alerts', () => {
  const chart = magnitudeChart(columns, testBands, undefined);
  expect(chart.all.map(({ key }) => key)).toEqual([
    'predicted g forced',
    'predicted r forced',
    'g detection',
    'r detection',
  ]);
  const [, second] = chart.series;
  expect(second && chart.rowOf({ series: second, index: 2, x: 0, y: 0 })).toBe(5);
  expect(chart.y.from).toBeGreaterThan(chart.y.to);
});

test('without an ephemeris the light curve is the observed one', () => {
  const chart = magnitudeChart({ ...columns, ephemeris: null }, testBands, undefined);
  expect(chart.all.map(({ key }) => key)).toEqual(['g detection', 'r detection']);
});

test('the phase curve passes through its points, and nothing is left over', () => {
  const chart = phaseChart({ observations, fit, bands: testBands, chosen: undefined });
  expect(chart.all.map(({ key }) => key)).toEqual(['fit g', 'fit r', 'g detection', 'r detection']);
  expect(chart.x.from).toBe(0);
  const rest = phaseResiduals({ observations, fit, bands: testBands, chosen: undefined });
  for (const { y } of rest.series) for (const value of Array.from(y)) expect(Math.abs(value)).toBeLessThan(1e-4);
  const histogram = residualHistogram(fit);
  const [bars] = histogram.all;
  expect(bars?.kind === 'bars' && Array.from(bars.values).reduce((sum, value) => sum + value, 0)).toBe(count);
});

test('an apparition that is chosen stands out, and its points still lead to their alerts', () => {
  const [first, second] = apparitionRows(columns, observations, fit);
  expect([first?.alerts, second?.alerts, second?.number]).toEqual([20, 20, 2]);
  expect((first?.h.get('g')?.value ?? 0) - (first?.h.get('r')?.value ?? 0)).toBeCloseTo(0.6, 3);
  const chart = offsetChart(columns, testBands, second?.rows);
  expect(chart.series.map(({ key, faint }) => [key, faint ?? false])).toEqual([
    ['other g detection', true],
    ['other r detection', true],
    ['g detection', false],
    ['r detection', false],
  ]);
  const row = (index: number) => {
    const series = chart.series[index];
    return series && chart.rowOf({ series, index: 0, x: 0, y: 0 });
  };
  expect([row(0), row(3)]).toEqual([0, 21]);
  expect(chart.series[2]?.x[0]).toBeCloseTo(-0.1 * Math.cos((5 * Math.PI) / 180), 4);
  expect(chart.series[2]?.y[0]).toBeCloseTo(0.2, 4);
});
