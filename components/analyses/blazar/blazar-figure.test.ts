import { expect, test } from 'vitest';
import { testBands, testCurve } from '#components/lightcurve/test-curve.ts';
import { thresholdsOf } from '#domain/blazar/standardise.ts';
import { blazarChart, releaseFluxes, sourceFluxes, standardisedCurve } from './blazar-figure.ts';

const curve = testCurve([
  { mjd: 59_000, mag: 20, refFlux: 100 },
  { mjd: 59_001, mag: 19, refFlux: 100 },
  { mjd: 59_002, kind: 'limit', limitMag: 20 },
  { mjd: 59_003, mag: 19 },
  { mjd: 59_004, mag: 20, negative: true, refFlux: 100 },
]);

test('fluxes are those of the source; detections without one are counted', () => {
  const { fluxes, left } = sourceFluxes(curve);
  expect(fluxes.map(({ row }) => row)).toEqual([0, 1, 4]);
  expect(left).toBe(1);
});

test('points of a data release count too, and lead to no alert', () => {
  const overlay = {
    id: 'ztf-dr',
    label: 'ZTF DR',
    credit: '',
    status: { state: 'ready' as const },
    measures: 'apparent' as const,
    series: [
      {
        name: 'zg',
        band: 'g' as const,
        marker: 'circle' as const,
        mjdUtc: Float64Array.of(58_000, 58_001),
        flux: Float64Array.of(90, 110),
        fluxErr: Float64Array.of(1, 1),
      },
    ],
  };
  const others = releaseFluxes([overlay, { ...overlay, id: 'gaia' }], ['ztf-dr']);
  expect(others).toHaveLength(2);
  const standard = standardisedCurve([...sourceFluxes(curve).fluxes, ...others]);
  expect(standard.rows).toEqual([-1, -1, 0, 1, 4]);
  const chart = blazarChart(standard, thresholdsOf(standard, 10), testBands);
  expect(chart.series.map(({ key }) => key)).toEqual(['g forced', 'g detection']);
  const [, detections] = chart.series;
  expect(detections && chart.rowOf({ series: detections, index: 2, x: 0, y: 0 })).toBe(4);
});
