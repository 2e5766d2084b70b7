import { expect, test } from 'vitest';
import { testBands, testCurve } from '#components/lightcurve/test-curve.ts';
import { evolutionOf } from '#domain/transient/evolution.ts';
import { transientPoints } from '#domain/transient/transient-points.ts';
import { colourChart, fluxChart, rateChart, residualChart, scoreCharts, timeRange } from './supernova-figure.ts';

const curve = {
  ...testCurve([
    { mjd: 59_000, kind: 'limit', limitMag: 20 },
    { mjd: 59_010, mag: 19 },
    { mjd: 59_010.1, band: 'r', mag: 18.8 },
    { mjd: 59_012, mag: 18.6 },
    { mjd: 59_013, kind: 'bad', mag: 12 },
    { mjd: 59_020, band: 'r', mag: 18.4 },
  ]),
  scores: {
    'd:snn_snia_vs_nonia': Float64Array.of(Number.NaN, 0.2, 0.6, 0.9, 0.4, 0.95),
    'd:slsn_score': Float64Array.of(-1, -1, -1, -1, -1, -1),
  },
};
const points = transientPoints(curve, { limits: true });
const x = timeRange(curve, null);

test('the time is that of the detections, or what is chosen', () => {
  expect(x.from).toBeLessThan(59_010);
  expect(x.from).toBeGreaterThan(59_000);
  expect(timeRange(curve, { from: 1, to: 2 })).toEqual({ from: 1, to: 2 });
});

test('each point of the chart leads back to its row; bad ones are not drawn', () => {
  const chart = fluxChart({ points, fit: undefined, bands: testBands, x: { from: 58_990, to: 59_030 } });
  const rows = chart.series.flatMap((series) =>
    Array.from(series.x, (at, index) => chart.rowOf({ series, index, x: at, y: 0 })),
  );
  expect(rows.sort()).toEqual([0, 1, 2, 3, 5]);
  expect(chart.series.map(({ key }) => key)).toEqual(['g limit', 'g detection', 'r detection']);
});

test('residuals are in units of the errors', () => {
  const parameters = [0, 3, 20].map((value, i) => ({
    name: ['A', 'rise', 'fall'][i] ?? '',
    unit: undefined,
    meaning: '',
    value,
    error: 1,
    atBound: false,
  }));
  const fit = {
    model: 'bazin' as const,
    baseline: false,
    t0: { value: 59_000, error: 1 },
    bands: [{ band: 'g' as const, points: 2, parameters, peak: undefined }],
    leftOut: [],
    chiSquare: 0,
    freedom: 1,
    errorScale: 1,
    end: 'cost' as const,
  };
  const chart = residualChart({ points, fit, bands: testBands, x });
  expect(chart.series.map(({ band }) => band)).toEqual(['g']);
  // Nothing is left of the model: errors of a tenth of a magnitude are a signal to noise of 10.857.
  expect(chart.series[0]?.y[0]).toBeCloseTo(10.857, 3);
});

test('a score that was computed for no alert is named, not drawn', () => {
  const { charts, missing } = scoreCharts(curve, { bands: testBands, x });
  expect(charts.map(({ column, latest }) => [column, latest])).toEqual([['d:snn_snia_vs_nonia', 0.95]]);
  expect(charts[0]?.series.map(({ x: at }) => at.length)).toEqual([2, 2]);
  expect(missing).toEqual(['Superluminous SN']);
});

test('colour stands at epochs of g, rates in every band', () => {
  const evolution = evolutionOf(curve);
  expect(colourChart(evolution, testBands).series.map(({ band }) => band)).toEqual(['g']);
  expect(rateChart(evolution, testBands).all.map(({ key }) => key)).toEqual(['zero', 'g detection', 'r detection']);
});
