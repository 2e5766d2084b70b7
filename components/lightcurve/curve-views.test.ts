import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timeAxes, units } from './curve-fields.ts';
import { type FigureOptions, figureFromLightcurve } from './lightcurve-figure.ts';
import { marksIn } from './plotly-figure.ts';
import { type TestPoint, testBands, testCurve } from './test-curve.ts';

const options: FigureOptions = { unit: 'mag', hidden: new Set(), bands: testBands, timeScale: 'UTC' };
const microjansky = (mag: number) => 10 ** (0.4 * (23.9 - mag));

const point = fc.record({
  mjd: fc.double({ min: 58000, max: 62000, noNaN: true }),
  mag: fc.double({ min: 12, max: 23, noNaN: true }),
  magErr: fc.double({ min: 0.001, max: 3, noNaN: true }),
  limitMag: fc.constant(20.5),
  negative: fc.boolean(),
  kind: fc.constantFrom('detection' as const, 'limit' as const, 'bad' as const, 'forced' as const),
  band: fc.constantFrom('g' as const, 'r' as const),
  refFlux: fc.option(fc.double({ min: 1, max: 1000, noNaN: true }), { nil: undefined }),
});
const anyCurve = fc
  .array(point, { maxLength: 60 })
  .map((points) => testCurve([...points].sort((a, b) => a.mjd - b.mjd) as readonly TestPoint[]));

test('in every view each row is a mark or counted as left out, with its reason', () => {
  fc.assert(
    fc.property(
      anyCurve,
      fc.constantFrom(...units),
      fc.constantFrom(...timeAxes),
      fc.constantFrom(0, 3, 12),
      (curve, unit, timeAxis, minSnr) => {
        const fold = { periodDays: 0.37, epochMjd: 58000 };
        const figure = figureFromLightcurve(curve, { ...options, unit, timeAxis, minSnr, fold });
        const left = figure.omitted.reduce((sum, { count }) => sum + count, 0);
        expect(marksIn(figure) + left).toBe(curve.mjd.length);
        const rows = figure.series.flatMap(({ row }) => row);
        expect(new Set(rows).size).toBe(rows.length);
      },
    ),
  );
});

test('the threshold keeps the rows whose |flux|/σ reaches it, and limits', () => {
  fc.assert(
    fc.property(anyCurve, fc.double({ min: 0.1, max: 30, noNaN: true }), (curve, minSnr) => {
      const figure = figureFromLightcurve(curve, { ...options, unit: 'flux', minSnr });
      const passing = [...curve.mjd.keys()].filter(
        (row) =>
          curve.kind[row] === 'limit' ||
          Math.abs(curve.flux[row] ?? Number.NaN) >= minSnr * (curve.fluxErr[row] ?? Number.NaN),
      );
      expect(figure.series.flatMap(({ row }) => row).sort((a, b) => a - b)).toEqual(passing);
    }),
  );
});

test('the threshold moves no axis', () => {
  const curve = testCurve([
    { mjd: 59000, mag: 17, magErr: 0.02 },
    { mjd: 59010, mag: 20, magErr: 0.4 },
  ]);
  const all = figureFromLightcurve(curve, options);
  const some = figureFromLightcurve(curve, { ...options, minSnr: 5 });
  expect([some.x, some.y]).toEqual([all.x, all.y]);
  expect(some.omitted).toEqual([{ reason: 'low-snr', count: 1, text: '1 with S/N < 5' }]);
  expect(some.summary).toContain('not shown: 1 with S/N < 5');
});

describe('apparent views', () => {
  const curve = testCurve([
    { mjd: 59000, mag: 18, refFlux: microjansky(18) },
    { mjd: 59001, mag: 17, negative: true, refFlux: microjansky(18) },
    { mjd: 59002, mag: 18 },
    { mjd: 59003, kind: 'limit', limitMag: 20 },
  ]);

  test('add the difference to the reference, and say of each other row why it is not there', () => {
    const figure = figureFromLightcurve(curve, { ...options, unit: 'dcmag' });
    expect(figure.series[0]?.y[0]).toBeCloseTo(18 - 2.5 * Math.log10(2), 3);
    expect(figure.omitted.map(({ reason, count }) => `${reason} ${count}`)).toEqual([
      'limit-of-difference 1',
      'no-reference 1',
      'not-positive 1',
    ]);
  });

  test('draw the level of the reference in its band, in magnitudes, µJy and mJy', () => {
    const at = (unit: 'dcmag' | 'dcflux', fluxUnit: 'ujy' | 'mjy') =>
      figureFromLightcurve(curve, { ...options, unit, fluxUnit }).levels.map(({ band, y }) => [band, y]);
    expect(at('dcmag', 'ujy')).toEqual([['g', expect.closeTo(18, 6)]]);
    expect(at('dcflux', 'ujy')).toEqual([['g', expect.closeTo(microjansky(18), 6)]]);
    expect(at('dcflux', 'mjy')).toEqual([['g', expect.closeTo(microjansky(18) / 1000, 9)]]);
    expect(figureFromLightcurve(curve, { ...options, unit: 'dcmag', levels: false }).levels).toEqual([]);
    expect(figureFromLightcurve(curve, options).levels).toEqual([]);
  });
});

test('in asinh magnitudes negative flux lies below the line of zero, and the softening is stated', () => {
  const curve = testCurve([
    { mjd: 59000, mag: 19 },
    { mjd: 59001, mag: 19, negative: true },
  ]);
  const figure = figureFromLightcurve(curve, { ...options, unit: 'asinh' });
  const [positive, negative] = [figure.series[0]?.y[0] ?? 0, figure.series[1]?.y[0] ?? 0];
  expect(figure.zeroAt).not.toBeNull();
  expect(positive).toBeLessThan(figure.zeroAt ?? 0);
  expect(negative).toBeGreaterThan(figure.zeroAt ?? 0);
  expect(figure.note).toMatch(/^softening b = [\d.]+ µJy \(Lupton et al\. 1999\); zero flux at \d+\.\d\d$/);
});

test('forced fluxes below 3σ have no magnitude, and are there in flux', () => {
  const curve = testCurve([
    { mjd: 59000, kind: 'forced', mag: 21, magErr: 0.9 },
    { mjd: 59001, kind: 'forced', mag: 20, magErr: 0.1 },
  ]);
  expect(marksIn(figureFromLightcurve(curve, options))).toBe(1);
  expect(marksIn(figureFromLightcurve(curve, { ...options, unit: 'flux' }))).toBe(2);
});

describe('time axes', () => {
  const curve = testCurve([
    { mjd: 59000, kind: 'limit', limitMag: 20 },
    { mjd: 59010, mag: 19 },
    { mjd: 59020, mag: 17 },
    { mjd: 59050, mag: 18 },
  ]);
  const places = (timeAxis: (typeof timeAxes)[number]) =>
    figureFromLightcurve(curve, { ...options, timeAxis, fold: { periodDays: 8, epochMjd: 59008 } }).series.flatMap(
      ({ x }) => x,
    );

  test('count days from the first, the brightest and the last detection, and turns of the period', () => {
    expect(places('first')).toEqual([-10, 0, 10, 40]);
    expect(places('peak')).toEqual([-20, -10, 0, 30]);
    expect(places('last')).toEqual([-50, -40, -30, 0]);
    expect(places('phase')).toEqual([0, 0.25, 0.5, 0.25]);
    expect(places('date')).toEqual(places('mjd'));
  });

  test('are MJD where there is nothing to count from', () => {
    const limits = testCurve([{ mjd: 59000, kind: 'limit', limitMag: 20 }]);
    expect(figureFromLightcurve(limits, { ...options, timeAxis: 'peak' }).axis.name).toBe('mjd');
    expect(figureFromLightcurve(curve, { ...options, timeAxis: 'phase' }).axis.name).toBe('mjd');
  });
});

test('a zoom shows part of what there is, the way the axis runs', () => {
  const curve = testCurve([
    { mjd: 59000, mag: 19 },
    { mjd: 59020, mag: 17 },
  ]);
  const figure = figureFromLightcurve(curve, {
    ...options,
    zoomX: { from: 59005, to: 59025 },
    zoomY: { from: 16, to: 18 },
  });
  expect([figure.x, figure.y]).toEqual([
    { from: 59005, to: 59025 },
    { from: 18, to: 16 },
  ]);
  expect(figure.whole.y.from).toBeGreaterThan(19);
});

describe('light curves of others', () => {
  const curve = testCurve([{ mjd: 59000, mag: 19, refFlux: 100 }]);
  const overlay = (flux: number[]) => ({
    id: 'release',
    label: 'Release',
    credit: '',
    status: { state: 'ready' } as const,
    measures: 'apparent' as const,
    series: [
      {
        name: 'zg',
        band: 'g' as const,
        marker: 'circle' as const,
        mjdUtc: Float64Array.from(flux, (_, k) => 59000 + k),
        flux: Float64Array.from(flux),
        fluxErr: Float64Array.from(flux, () => 1),
      },
    ],
  });

  test('are drawn in the unit of the view: less the reference where it shows the difference', () => {
    const drawn = (unit: 'flux' | 'dcflux' | 'dcmag') =>
      figureFromLightcurve(curve, { ...options, unit, overlays: [overlay([130])] }).overlays[0]?.series[0]?.y[0];
    expect(drawn('dcflux')).toBeCloseTo(130, 9);
    expect(drawn('flux')).toBeCloseTo(30, 9);
    expect(drawn('dcmag')).toBeCloseTo(23.9 - 2.5 * Math.log10(130), 9);
  });

  test('say how many of them have no place', () => {
    const [found] = figureFromLightcurve(curve, { ...options, overlays: [overlay([130, 60])] }).overlays;
    expect(found).toMatchObject({ count: 1, reason: '1 of 2 have no value in this unit' });
  });

  test('keep their entry when they failed', () => {
    const failed = { ...overlay([]), status: { state: 'failed', reason: 'SNAD did not answer' } as const };
    const [found] = figureFromLightcurve(curve, { ...options, overlays: [failed] }).overlays;
    expect(found).toMatchObject({ key: 'o-release', state: 'failed', reason: 'SNAD did not answer', count: 0 });
  });
});
