import { expect, test } from 'vitest';
import { residualsOf } from './curve-residuals.ts';
import { figureFromLightcurve } from './lightcurve-figure.ts';
import type { CurveModel } from './model-store.ts';
import { testBands, testCurve } from './test-curve.ts';

const model: CurveModel = {
  id: 'line',
  label: 'Line',
  measures: 'difference',
  bands: ['g'],
  fluxAt: (mjd) => (mjd < 59_003 ? 10 * (mjd - 58_990) : Number.NaN),
};
const options = { unit: 'flux', hidden: new Set<string>(), bands: testBands, timeScale: 'UTC' } as const;
const magOf = (microjansky: number) => -2.5 * Math.log10(microjansky / 3631e6);
const curve = testCurve([
  { mjd: 59_000, mag: magOf(130), magErr: 0.1 },
  { mjd: 59_001, mag: magOf(80), magErr: 0.1, negative: true },
  { mjd: 59_002, kind: 'limit', limitMag: 20 },
  { mjd: 59_002, mag: magOf(100), band: 'r' },
  { mjd: 59_002, kind: 'bad', mag: magOf(100) },
  { mjd: 59_004, mag: magOf(100) },
]);

test('what a fit leaves over is told in σ of each measurement: negative ones too, limits and other bands not', () => {
  const figure = figureFromLightcurve(curve, options);
  const error = (row: number) => curve.fluxErr[row] ?? Number.NaN;
  const found = residualsOf(curve, figure, model).toSorted((a, b) => a.x - b.x);
  expect(found.map(({ x, y, band }) => [x, y, band])).toEqual([
    [59_000, expect.closeTo((130 - 100) / error(0), 6), 'g'],
    [59_001, expect.closeTo((-80 - 110) / error(1), 6), 'g'],
  ]);
});

test('residuals stand under the mark of their measurement whatever the time axis, and hidden ones go with it', () => {
  const since = figureFromLightcurve(curve, { ...options, timeAxis: 'first' });
  expect(
    residualsOf(curve, since, model)
      .map(({ x }) => x)
      .sort(),
  ).toEqual([0, 1]);
  const cut = figureFromLightcurve(curve, { ...options, minSnr: 1000 });
  expect(residualsOf(curve, cut, model)).toEqual([]);
});

test('a fit of the source as it shines is compared with difference and reference together', () => {
  const whole = testCurve([{ mjd: 59_000, mag: magOf(130), refFlux: 50 }]);
  const figure = figureFromLightcurve(whole, options);
  const [found] = residualsOf(whole, figure, { ...model, measures: 'apparent' });
  expect(found?.y).toBeCloseTo((180 - 100) / (whole.totalFluxErr[0] ?? Number.NaN), 6);
});
