import { solveSymmetric } from '#domain/fit/symmetric.ts';
import { frequencyAt, frequencyGrid } from '#domain/periodogram/frequency-grid.ts';
import { multibandPowers } from '#domain/periodogram/multiband.ts';
import { centred } from '#domain/periodogram/samples.ts';
import { scaled } from '#domain/periodogram/scaled.ts';
import { fitPhaseCurve } from '#domain/phase/fit-phase-curve.ts';
import { hg1g2 } from '#domain/phase/phase-models.ts';
import { cosAspect, type Direction, rotationPhase, subObserverLongitude } from '#domain/phase/spin.ts';
import { apparitionsOf, type SsoObservation } from './sso-points.ts';

/** A spin and shape from which a fit of an ellipsoid can begin: angles in radians, period in days. */
export interface SpinStart {
  readonly alpha0: number;
  readonly delta0: number;
  readonly period: number;
  readonly a_b: number;
  readonly a_c: number;
  readonly phi0: number;
}

/** Periods of the two maxima of a turn that are searched, days: half of rotation periods from the limit of rubble piles on. */
const range = { shortest: 1.1 / 24, longest: 10 } as const;
const samplesPerPeak = 5;
const mostFrequencies = 1_500_000;
const candidates = 6;
const starts = 6;
/** How far the sidereal frequency may lie from the one that is seen, turns a day: an object seen from the Earth turns by this at most. */
const siderealReach = 0.004;
/** Turns a day; that of 3,400 years of observations. A time that is none must not make the search endless. */
const leastStep = 1e-7;

/** Directions for a spin axis, about 35° apart; opposite ones look alike but for the sense of rotation. */
const axes: readonly Direction[] = [-75, -40, 0, 40, 75].flatMap((latitude) => {
  const count = Math.max(3, Math.round(10 * Math.cos((latitude * Math.PI) / 180)));
  return Array.from({ length: count }, (_, k) => ({ ra: (2 * Math.PI * k) / count, dec: (latitude * Math.PI) / 180 }));
});

/**
 * Spins from which the fit of an ellipsoid can begin, the likeliest first. Without a period it is searched for: peaks of the Lomb–Scargle
 * periodogram of what an H, G₁, G₂ fit leaves over in each band and apparition, at half of the period, since an ellipsoid has two maxima
 * a turn. Near each, periods and axes are tried with a shape whose light curve is linear in its parameters. Turns yield up to 0.5.
 */
export function* spinStarts(
  observations: readonly SsoObservation[],
  periodDays: number | null,
): Generator<number, readonly SpinStart[]> {
  const fit = fitPhaseCurve(hg1g2, observations, { loss: 'soft-l1' });
  if (typeof fit === 'string') return [];
  const { residuals } = fit;
  const times = observations.map(({ jd }) => jd ?? Number.NaN);
  const baseline = Math.max(...times) - Math.min(...times);
  const frequencies = periodDays === null ? yield* seenFrequencies(observations, residuals) : [1 / periodDays];
  const reach = periodDays === null ? siderealReach : 0;
  const step = Math.max(leastStep, 1 / (8 * baseline));
  const views = axes.map((axis) => viewFrom(observations, axis));
  const tried: Trial[] = [];
  for (const [index, frequency] of frequencies.entries()) {
    for (const view of views)
      for (let at = frequency - reach; at <= frequency + reach; at += step) {
        const trial = tryShape(view, residuals, 1 / at);
        if (trial !== undefined) tried.push(trial);
      }
    yield 0.3 + (0.2 * (index + 1)) / frequencies.length;
  }
  return tried
    .sort((a, b) => a.misfit - b.misfit)
    .slice(0, starts)
    .map(({ start }) => start);
}

/** Frequencies of rotation as they are seen, turns a day. */
function* seenFrequencies(
  observations: readonly SsoObservation[],
  residuals: Float64Array,
): Generator<number, readonly number[]> {
  const order = observations.map((_, i) => i).sort((a, b) => (observations[a]?.jd ?? 0) - (observations[b]?.jd ?? 0));
  const apparitions = apparitionsOf(order.map((i) => observations[i]?.jd ?? Number.NaN));
  const groups = order.map((i, place) => `${observations[i]?.band} ${apparitions[place]}`);
  const names = [...new Set(groups)].slice(0, 255);
  const samples = centred({
    time: Float64Array.from(order, (i) => observations[i]?.jd ?? Number.NaN),
    value: Float64Array.from(order, (i) => residuals[i] ?? Number.NaN),
    error: Float64Array.from(order, (i) => Math.hypot(observations[i]?.sigma ?? Number.NaN, 0.03)),
    band: Uint8Array.from(groups, (group) => Math.max(0, names.indexOf(group))),
    bands: names.length,
  });
  const shortest = Math.max(range.shortest, (samples.baseline * samplesPerPeak) / mostFrequencies);
  const grid = frequencyGrid({ shortest, longest: range.longest }, samples.baseline, samplesPerPeak);
  const powers = yield* scaled(multibandPowers(samples, grid, { base: 1, band: 0 }), 0, 0.3);
  return highestPeaks(powers).map((index) => frequencyAt(grid, index) / 2);
}

/** Indexes of the highest values that are higher than their neighbours, the highest first. */
function highestPeaks(powers: Float64Array): readonly number[] {
  const peaks = [...powers.keys()].filter((k) => {
    const own = powers[k] ?? Number.NaN;
    return own > (powers[k - 1] ?? 0) && own >= (powers[k + 1] ?? 0);
  });
  return peaks.sort((a, b) => (powers[b] ?? 0) - (powers[a] ?? 0)).slice(0, candidates);
}

interface Trial {
  readonly misfit: number;
  readonly start: SpinStart;
}

/** What of a light curve depends on the axis alone, by observation. */
interface View {
  readonly axis: Direction;
  readonly cosLambdaSquare: Float64Array;
  /** Twice the longitude without rotation, and twice the turns by a period of one day, radians. */
  readonly longitude: Float64Array;
  readonly turns: Float64Array;
}

function viewFrom(observations: readonly SsoObservation[], axis: Direction): View {
  const daily = { phi0: 0, period: 1 };
  return {
    axis,
    cosLambdaSquare: Float64Array.from(observations, (one) => cosAspect(one, axis) ** 2),
    longitude: Float64Array.from(observations, (one) => 2 * subObserverLongitude(0, one, axis)),
    turns: Float64Array.from(observations, ({ jd = Number.NaN }) => 2 * rotationPhase(jd, daily)),
  };
}

const columns = 4;

/** Residuals as constant + C·cos²Λ + sin²Λ·(A·cos 2w + B·sin 2w), the first terms of an ellipsoid; undefined where that is not determined. */
function tryShape(view: View, residuals: Float64Array, period: number): Trial | undefined {
  const { cosLambdaSquare, longitude, turns, axis } = view;
  const matrix = new Float64Array(columns * columns);
  const right = new Float64Array(columns);
  const row = new Float64Array(columns).fill(1);
  let square = 0;
  for (let i = 0; i < residuals.length; i++) {
    const polar = cosLambdaSquare[i] ?? 0;
    const double = (turns[i] ?? 0) / period + (longitude[i] ?? 0);
    row[1] = polar;
    row[2] = (1 - polar) * Math.cos(double);
    row[3] = (1 - polar) * Math.sin(double);
    const value = residuals[i] ?? 0;
    square += value * value;
    for (let a = 0; a < columns; a++) {
      const own = row[a] ?? 0;
      right[a] = (right[a] ?? 0) + own * value;
      for (let b = 0; b <= a; b++) matrix[a * columns + b] = (matrix[a * columns + b] ?? 0) + own * (row[b] ?? 0);
    }
  }
  const found = solveSymmetric(matrix, right);
  if (found === undefined) return undefined;
  const [, polar = 0, cosine = 0, sine = 0] = found;
  const explained = found.reduce((sum, value, a) => sum + value * (right[a] ?? 0), 0);
  return { misfit: square - explained, start: { ...axisOf(axis), period, ...shapeOf({ polar, cosine, sine }) } };
}

const axisOf = ({ ra, dec }: Direction) => ({ alpha0: ra, delta0: dec });

/** The ellipsoid whose light curve has these first terms, within what fits allow. */
function shapeOf({ polar, cosine, sine }: { polar: number; cosine: number; sine: number }) {
  const share = Math.min(0.9, (Math.hypot(cosine, sine) * Math.LN10) / 1.25);
  const aToB = Math.min(4, Math.sqrt((1 + share) / (1 - share)));
  const aToC = Math.min(4, Math.max(aToB, aToB * 10 ** (-0.4 * Math.min(0, polar))));
  return { a_b: aToB, a_c: aToC, phi0: -Math.atan2(sine, cosine) / 2 };
}
