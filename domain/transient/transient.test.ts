import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fitTransientSteps, type TransientFit, type TransientFitRequest, transientFlux } from './fit-transient.ts';
import { transientModel } from './transient-models.ts';
import { peakOf } from './transient-peak.ts';
import { type MeasuredCurve, type TransientPoint, transientPoints } from './transient-points.ts';

const golden = JSON.parse(readFileSync(new URL('transient.golden.json', import.meta.url), 'utf8'));

interface GoldenPeak {
  readonly mjd: number;
  readonly mjdErr: number;
  readonly fluxErr: number;
  readonly mag: number;
}

interface GoldenCase extends TransientFitRequest {
  readonly truth: Readonly<Record<string, readonly number[]>>;
  readonly t0: number;
  readonly found: {
    readonly t0: number;
    readonly t0Err: number;
    readonly values: readonly number[];
    readonly errors: readonly number[];
    readonly chiSquare: number;
    readonly freedom: number;
    readonly scale: number;
    readonly peaks: readonly GoldenPeak[];
  };
}

/** The end of the fit, and what it told on the way. */
function run(request: TransientFitRequest) {
  const steps = fitTransientSteps(request);
  const told: number[] = [];
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { fit: value, told };
    told.push(value);
  }
}

const cases: readonly GoldenCase[] = golden.cases;

function fitted(request: TransientFitRequest): TransientFit {
  const { fit } = run(request);
  if (typeof fit === 'string') throw new Error(fit);
  return fit;
}

test.each(['bazin', 'villar'] as const)('%s: the flux is that of numpy, far before and after the peak too', (name) => {
  const values = { bazin: [120, 3.5, 27], villar: [120, 0.01, 15, 2.5, 20] }[name];
  golden.flux.days.forEach((days: number, i: number) => {
    const wanted = golden.flux[name][i];
    expect(Math.abs(transientModel(name).flux(days, values) - wanted)).toBeLessThanOrEqual(1e-12 * Math.abs(wanted));
  });
});

describe.each(cases)('$model, constant $baseline', ({ model, baseline, points, found, truth, t0 }) => {
  const fit = fitted({ model, baseline, points });
  const values = fit.bands.flatMap((band) => band.parameters);

  test('is the fit that scipy finds, errors included', () => {
    expect(fit.t0.value).toBeCloseTo(found.t0, 3);
    expect(fit.t0.error).toBeCloseTo(found.t0Err, 3);
    values.forEach(({ value, error }, i) => {
      const [wanted = Number.NaN, spread = Number.NaN] = [found.values[i], found.errors[i]];
      expect(Math.abs(value - wanted)).toBeLessThan(0.01 * spread);
      expect((error ?? 0) / spread).toBeCloseTo(1, 2);
    });
    expect([fit.freedom, fit.bands.map(({ band }) => band)]).toEqual([found.freedom, ['g', 'r']]);
    expect(fit.chiSquare / found.chiSquare).toBeCloseTo(1, 5);
    expect(fit.errorScale).toBeCloseTo(found.scale, 4);
  });

  test('peaks are where scipy finds them, with its uncertainties', () => {
    fit.bands.forEach(({ peak }, i) => {
      const { mjd = Number.NaN, mag = Number.NaN, mjdErr = Number.NaN, fluxErr = Number.NaN } = found.peaks[i] ?? {};
      expect(peak?.mjd.value).toBeCloseTo(mjd, 2);
      expect(peak?.mag.value).toBeCloseTo(mag, 4);
      expect((peak?.mjd.error ?? 0) / mjdErr).toBeCloseTo(1, 1);
      expect((peak?.flux.error ?? 0) / fluxErr).toBeCloseTo(1, 1);
    });
  });

  test('what the light curve was drawn from lies within 4σ', () => {
    const width = values.length / 2;
    expect(Math.abs(fit.t0.value - t0) / (fit.t0.error ?? 0)).toBeLessThan(4);
    values.forEach(({ value, error, name }, i) => {
      const wanted = name === 'B' ? 4 : (truth[i < width ? 'g' : 'r']?.[i % width] ?? Number.NaN);
      expect(Math.abs(value - wanted) / (error ?? 0)).toBeLessThan(4);
    });
  });
});

test('the peak of a Bazin curve is t₀ + rise·ln(fall/rise − 1), and half of its flux lies as long before as said', () => {
  const points: TransientPoint[] = [];
  for (let mjd = 59_000; mjd < 59_080; mjd += 1.7) {
    const flux = transientModel('bazin').flux(mjd - 59_020, [100, 4, 30]);
    points.push({ mjd, band: 'r', flux, fluxErr: 1, kind: 'detection' });
  }
  const fit = fitted({ model: 'bazin', baseline: false, points });
  const [band] = fit.bands;
  const peak = 59_020 + 4 * Math.log(30 / 4 - 1);
  expect(band?.peak?.mjd.value).toBeCloseTo(peak, 3);
  const flux = band && transientFlux(fit, band);
  const rise = band?.peak?.riseDays?.value ?? Number.NaN;
  expect(flux?.(peak - rise)).toBeCloseTo((flux?.(peak) ?? 0) / 2, 4);
  expect(band?.peak?.fade15?.value).toBeCloseTo(2.5 * Math.log10((flux?.(peak) ?? 0) / (flux?.(peak + 15) ?? 1)), 6);
  expect(fit.chiSquare).toBeLessThan(1e-6);
  expect([band?.peak?.told, band?.peak?.beyond]).toEqual([true, false]);
});

test('a band with too few points is left out and named; too few in all is no fit', () => {
  const { points } = golden.cases[0];
  const few = points.filter(({ band }: TransientPoint, i: number) => band === 'g' || i % 20 === 0);
  const fit = fitted({ model: 'villar', baseline: true, points: few });
  expect([fit.bands.map(({ band }) => band), fit.leftOut]).toEqual([['g'], ['r']]);
  expect(run({ model: 'villar', baseline: false, points: points.slice(0, 5) }).fit).toBe('too-few');
  expect(run({ model: 'bazin', baseline: false, points: [] }).fit).toBe('too-few');
});

test('a parameter at its bound is said to be there and has no error', () => {
  const points: TransientPoint[] = Array.from({ length: 30 }, (_, i) => ({
    mjd: 59_000 + i,
    band: 'g',
    flux: 50 * Math.exp(-i / 20),
    fluxErr: 1,
    kind: 'detection',
  }));
  const fit = fitted({ model: 'villar', baseline: false, points });
  const held = fit.bands[0]?.parameters.filter(({ atBound }) => atBound) ?? [];
  expect(held.length).toBeGreaterThan(0);
  expect(held.map(({ error }) => error)).toEqual(held.map(() => undefined));
});

test('progress goes up to the end', () => {
  const { told } = run({ model: 'bazin', baseline: false, points: golden.cases[0].points });
  expect([told.length, told.at(-1), told.every((share, i) => share > (told[i - 1] ?? 0))]).toEqual([9, 1, true]);
});

test('limits count as zero flux near detections only, and bad points never', () => {
  const numbers = (...values: number[]) => Float64Array.from(values);
  const nan = Number.NaN;
  const curve: MeasuredCurve = {
    mjd: numbers(58_000, 59_000, 59_010, 59_011, 59_012),
    band: ['g', 'g', 'r', 'r', 'g'],
    kind: ['limit', 'limit', 'detection', 'bad', 'forced'],
    flux: numbers(nan, nan, 40, 41, -3),
    fluxErr: numbers(nan, nan, 2, 2, 2),
    limitMag: numbers(20, 20, 20, 20, nan),
  };
  expect(transientPoints(curve, { limits: true }).map(({ mjd, flux }) => [mjd, flux])).toEqual([
    [59_000, 0],
    [59_010, 40],
    [59_012, -3],
  ]);
  expect(transientPoints(curve, { limits: true })[0]?.fluxErr).toBeCloseTo(36.3078 / 5, 4);
  expect(transientPoints(curve, { limits: false })).toHaveLength(2);
});

test('a peak before the first point is said to be beyond them, one that nothing tells is not told', () => {
  const late: TransientPoint[] = [];
  for (let mjd = 59_040; mjd < 59_080; mjd += 1.1) {
    const flux = transientModel('bazin').flux(mjd - 59_020, [100, 4, 30]);
    const noise = 0.4 * Math.sin(mjd * 37);
    late.push({ mjd, band: 'r', flux: flux + noise, fluxErr: 0.5, kind: 'detection' });
  }
  const peak = fitted({ model: 'bazin', baseline: false, points: late }).bands[0]?.peak;
  expect(peak === undefined || !peak.told || peak.beyond).toBe(true);
});

test.each([
  ['equal times', 30, (k: number) => ({ mjd: 59_000, flux: 50 + k })],
  ['fluxes below the reference only', 30, (k: number) => ({ mjd: 59_000 + k, flux: -50 - k })],
  ['one point', 1, () => ({ mjd: 59_000, flux: 50 })],
  ['no point', 0, () => ({ mjd: 59_000, flux: 50 })],
])('%s: there is no fit, and that is said', (_, count, at) => {
  const points = Array.from({ length: count }, (_unused, k): TransientPoint => {
    return { ...at(k), band: 'g', fluxErr: 2, kind: 'detection' };
  });
  for (const model of ['bazin', 'villar'] as const) expect(run({ model, baseline: false, points }).fit).toBe('too-few');
});

test('a peak is found, and the search ends, at times whose neighbours lie far apart', () => {
  const top = 1e12;
  const peak = peakOf((mjd) => -Math.abs(mjd - top), { from: top - 900, to: top + 800 });
  expect(Math.abs((peak?.mjd ?? 0) - top)).toBeLessThan(1);
});
