import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareOf } from './figure-scale.ts';
import { type FigureOptions, figureFromLightcurve } from './lightcurve-figure.ts';
import { testBands, testCurve } from './test-curve.ts';

const options: FigureOptions = { unit: 'mag', hidden: new Set(), bands: testBands, timeScale: 'UTC' };
const rising = testCurve([
  { mjd: 59527.3, band: 'g', kind: 'limit', limitMag: 19.9 },
  { mjd: 59530.3, band: 'g', mag: 19.3, magErr: 0.1 },
  { mjd: 59530.4, band: 'r', mag: 19.0, magErr: 0.11 },
  { mjd: 59535.1, band: 'g', kind: 'bad', mag: 18.2 },
  { mjd: 59540.3, band: 'r', mag: 17.21, magErr: 0.06 },
  { mjd: 59540.4, band: 'g', mag: 17.263, magErr: 0.038, alertId: '1786383461515015008' },
  { mjd: 59541.0, band: 'g', mag: 18.9, negative: true },
]);

test('every point is drawn once, as what it is', () => {
  const { series } = figureFromLightcurve(rising, options);
  const drawn = series.map(({ kind, band, row }) => `${kind} ${band} ${row.join()}`);
  expect(drawn).toEqual(['limit g 0', 'bad g 3', 'detection g 1,5', 'detection r 2,4', 'negative g 6']);
});

test('the legend counts what there is, and says so when there is none', () => {
  const { legend } = figureFromLightcurve(rising, options);
  expect(legend.map(({ label, count }) => `${label} ${count}`)).toEqual([
    'g 2',
    'r 2',
    'i 0',
    'limits g 1',
    'negative 1',
    'forced 0',
    'bad 1',
  ]);
});

test('hiding a band leaves its limits, and moves no axis', () => {
  const all = figureFromLightcurve(rising, options);
  const some = figureFromLightcurve(rising, { ...options, hidden: new Set(['g']) });
  expect(some.series.map(({ kind, band }) => `${kind} ${band}`)).toEqual(['limit g', 'detection r']);
  expect([some.x, some.y]).toEqual([all.x, all.y]);
});

test('magnitudes run downwards, fluxes upwards with zero in view', () => {
  const { y } = figureFromLightcurve(rising, options);
  expect(y.from).toBeGreaterThan(y.to);
  const flux = figureFromLightcurve(rising, { ...options, unit: 'flux' });
  expect(flux.y.from).toBeLessThan(0);
  expect(flux.y.to).toBeGreaterThan(450);
});

test('a negative subtraction lies below zero in flux', () => {
  const { series } = figureFromLightcurve(rising, { ...options, unit: 'flux' });
  const negative = series.find(({ kind }) => kind === 'negative');
  expect(negative?.y[0]).toBeLessThan(0);
});

test('a limit in flux is the flux of its magnitude', () => {
  const { series } = figureFromLightcurve(rising, { ...options, unit: 'flux' });
  // 3631 Jy × 10^(−0.4 × 19.9) = 39.81 µJy
  expect(series.find(({ kind }) => kind === 'limit')?.y[0]).toBeCloseTo(39.81, 1);
});

test('the selected epoch is found by its 64-bit id', () => {
  const { selection } = figureFromLightcurve(rising, { ...options, selected: '1786383461515015008' });
  expect(selection).toMatchObject({ row: 5, x: 59540.4, xText: '59540.400', yText: '17.26' });
  expect(figureFromLightcurve(rising, { ...options, selected: '1786383461515015009' }).selection).toBeNull();
});

test('last values have value and error in the same digits', () => {
  const { last } = figureFromLightcurve(rising, options);
  expect(last.map(({ text }) => text)).toEqual(['g 18.90 ± 0.10', 'r 17.210 ± 0.060']);
});

test('the remark speaks only of a limit shortly before the first detection', () => {
  expect(figureFromLightcurve(rising, options).remark?.text).toBe('first detection 3.0 d after last limit');
  const late = testCurve([
    { mjd: 59000, kind: 'limit', limitMag: 20 },
    { mjd: 59100, mag: 18 },
  ]);
  expect(figureFromLightcurve(late, options).remark).toBeNull();
});

test('the remark is left out where it would lie on data, or where something was seen before', () => {
  const first = [
    { mjd: 59100, kind: 'limit', limitMag: 20 },
    { mjd: 59103, mag: 18 },
  ] as const;
  expect(figureFromLightcurve(testCurve(first), options).remark).not.toBeNull();
  const everywhere = Array.from({ length: 400 }, (_, k) => ({ mjd: 59103 + k / 40, mag: 15 + (k % 50) / 10 }));
  expect(figureFromLightcurve(testCurve([...first, ...everywhere]), options).remark).toBeNull();
  const before = { mjd: 59099, kind: 'bad', mag: 18 } as const;
  expect(figureFromLightcurve(testCurve([before, ...first]), options).remark).toBeNull();
});

test('an empty light curve is a frame without marks', () => {
  const figure = figureFromLightcurve(testCurve([]), options);
  expect(figure.series).toEqual([]);
  expect(figure.x.to).toBeGreaterThan(figure.x.from);
});

test('every mark of any light curve lies inside the frame, in both units', () => {
  const point = fc.record({
    mjd: fc.double({ min: 58000, max: 62000, noNaN: true }),
    mag: fc.double({ min: 12, max: 23, noNaN: true }),
    magErr: fc.double({ min: 0.001, max: 2, noNaN: true }),
    negative: fc.boolean(),
    band: fc.constantFrom('g' as const, 'r' as const),
  });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), fc.constantFrom('mag', 'flux'), (points, unit) => {
      const sorted = [...points].sort((a, b) => a.mjd - b.mjd);
      const figure = figureFromLightcurve(testCurve(sorted), { ...options, unit });
      const shares = figure.series.flatMap(({ x, y }) => [
        ...x.map((value) => shareOf(figure.x, value)),
        ...y.map((value) => shareOf(figure.y, value)),
      ]);
      expect(shares).toHaveLength(2 * points.length);
      expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    }),
  );
});
