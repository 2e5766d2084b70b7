import { PortalError } from '#domain/failure.ts';
import { boxPowers, boxSamplesPerPeak, createBoxAt } from './box.ts';
import { baluevChance, bootstrapMaxima, shuffledSamples } from './false-alarm.ts';
import { type FrequencyGrid, frequencyAt, frequencyGrid, highestIndex, type PeriodRange } from './frequency-grid.ts';
import { createPowerAt, harmonicsOf, multibandPowers } from './multiband.ts';
import type { Terms } from './multiband-design.ts';
import { parameterCount } from './multiband-model.ts';
import { type Coarse, progressively } from './progressively.ts';
import { type CentredSamples, centred, type PeriodSamples } from './samples.ts';
import { scaled } from './scaled.ts';
import { createStringAt, stringLengths } from './string-length.ts';
import { windowFunction } from './window-function.ts';

export const periodMethods = ['gls', 'bls', 'string', 'lafler'] as const;
export type PeriodMethod = (typeof periodMethods)[number];

export interface PeriodSearch {
  readonly samples: PeriodSamples;
  readonly method: PeriodMethod;
  readonly terms: Terms;
  readonly range: PeriodRange;
  /** +1 where larger values are fainter (magnitudes), −1 for fluxes: eclipses are looked for on the faint side. */
  readonly fainter: 1 | -1;
}

export interface PeriodResult {
  readonly grid: FrequencyGrid;
  /** Power (0 to 1), or string length, at each frequency of the grid. */
  readonly values: Float64Array;
  readonly best: 'highest' | 'lowest';
  /** The best of the grid, and refined between its neighbours, per day. */
  readonly index: number;
  readonly frequency: number;
  /** 1σ of the frequency, per day: {@link frequencySigma}, or half the width of a peak where the statistic has no χ². */
  readonly sigma: number;
  readonly sigmaFrom: 'chi2' | 'peak-width';
  /** Baluev's chance, where it holds: one band, one harmonic. NaN elsewhere: the bootstrap is for that. */
  readonly baluev: number;
  /** Undefined before all frequencies of the search are known. */
  readonly window: { readonly grid: FrequencyGrid; readonly values: Float64Array } | undefined;
  /** Frequencies of the whole search; `grid` has fewer while it lasts. */
  readonly frequencies: number;
  /** Days from the first to the last point. */
  readonly baseline: number;
}

/** Where a search is. */
export interface SearchProgress {
  readonly share: number;
  /** What is known of long searches so far: every fourth, then every second frequency. */
  readonly soFar?: PeriodResult;
}

/** What each method does at a frequency and over a grid; the lower the better for strings. */
interface Method {
  readonly best: 'highest' | 'lowest';
  readonly samplesPerPeak: (terms: Terms) => number;
  readonly over: (
    samples: CentredSamples,
    grid: FrequencyGrid,
    search: PeriodSearch,
  ) => Generator<number, Float64Array>;
  readonly at: (samples: CentredSamples, search: PeriodSearch) => (frequency: number) => number;
}

const strings = (statistic: 'dworetsky' | 'lafler-kinman'): Method => ({
  best: 'lowest',
  samplesPerPeak: () => 15,
  over: (samples, grid) => stringLengths(samples, grid, statistic),
  at: (samples) => createStringAt(samples, statistic),
});

const methods: Readonly<Record<PeriodMethod, Method>> = {
  gls: {
    best: 'highest',
    // The k-th harmonic has peaks k times as narrow.
    samplesPerPeak: (terms) => 5 * harmonicsOf(terms),
    over: (samples, grid, { terms }) => multibandPowers(samples, grid, terms),
    at: (samples, { terms }) => createPowerAt(samples, terms),
  },
  bls: {
    best: 'highest',
    samplesPerPeak: () => boxSamplesPerPeak,
    over: (samples, grid, { fainter }) => boxPowers(samples, grid, fainter),
    at: (samples, { fainter }) => {
      const boxAt = createBoxAt(samples, fainter);
      return (frequency) => boxAt(frequency).power;
    },
  },
  string: strings('dworetsky'),
  lafler: strings('lafler-kinman'),
};

/** What a method says of one frequency. */
export function createStatisticAt(samples: CentredSamples, search: PeriodSearch): (frequency: number) => number {
  return methods[search.method].at(samples, search);
}

/** Which end of its values a method looks for. */
export function bestOf(method: PeriodMethod): 'highest' | 'lowest' {
  return methods[method].best;
}

/** Frequencies that a search goes through. @throws {PortalError} as `frequencyGrid`. */
export function gridOf({ method, terms, range }: Omit<PeriodSearch, 'samples'>, baseline: number): FrequencyGrid {
  return frequencyGrid(range, baseline, methods[method].samplesPerPeak(terms));
}

/** Frequencies of the window function: up to four a day, where nights and their aliases are. */
export const windowUpTo = 4;
/** Of the whole time, what the window takes. */
const windowShare = 0.15;
/** Points times frequencies from which on a search shows what it has before its end: a quarter of a second. */
const longSearch = 2e7;

/**
 * The whole search: statistic over the grid, refined best frequency with its error, window function, chance of a false alarm where it
 * has a formula. Yields the share that is done, and of a long search twice what is known so far.
 * @throws {PortalError} `bad-request` for too few points, a range that is none, too many frequencies, terms that are no model.
 */
export function* searchPeriod(search: PeriodSearch): Generator<SearchProgress, PeriodResult> {
  const samples = centred(search.samples);
  const least = parameterCount(search.terms, samples.bands) + 2;
  if (search.method === 'gls' && samples.count < least) {
    throw new PortalError(
      'bad-request',
      `A model with ${least - 2} parameters and a period needs at least ${least} points; here are ${samples.count}.`,
    );
  }
  if (isConstant(samples))
    throw new PortalError(
      'bad-request',
      'The values of each band are all the same: nothing repeats that could be found.',
    );
  const grid = gridOf(search, samples.baseline);
  const over = (part: FrequencyGrid) => methods[search.method].over(samples, part, search);
  const steps = samples.count * grid.count > longSearch ? progressively(grid, over) : inOnePass(over(grid));
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    const { share, coarse } = step.value;
    const soFar = coarse && { ...resultOf(samples, search, coarse), window: undefined, frequencies: grid.count };
    yield { share: share * (1 - windowShare), ...(soFar && { soFar }) };
  }
  const window = yield* windowOf(samples);
  return { ...resultOf(samples, search, { grid, values: step.value }), window, frequencies: grid.count };
}

/** No more scatter about the means of the bands than numbers have rounding. */
function isConstant({ chi2, weight, start, mean }: CentredSamples): boolean {
  const whole = mean.reduce((sum, level, band) => {
    const own = weight.subarray(start[band] ?? 0, start[band + 1] ?? 0);
    return sum + level * level * own.reduce((all, one) => all + one, 0);
  }, 0);
  return !(chi2 > whole * 1e-24);
}

function* inOnePass(
  steps: Generator<number, Float64Array>,
): Generator<{ share: number; coarse?: Coarse }, Float64Array> {
  let step = steps.next();
  for (; !step.done; step = steps.next()) yield { share: step.value };
  return step.value;
}

function* windowOf(samples: CentredSamples): Generator<SearchProgress, NonNullable<PeriodResult['window']>> {
  const step = 1 / (5 * samples.baseline);
  const grid = { first: 0, step, count: Math.ceil(windowUpTo * 5 * samples.baseline) + 1 };
  const steps = scaled(windowFunction(samples, grid), 1 - windowShare, 1);
  let next = steps.next();
  for (; !next.done; next = steps.next()) yield { share: next.value };
  return { grid, values: next.value };
}

/** The best of what is known, with its error and the chance of a false alarm. */
function resultOf(samples: CentredSamples, search: PeriodSearch, { grid, values }: Coarse) {
  const method = methods[search.method];
  const index = highestIndex(method.best === 'highest' ? values : values.map((value) => -value));
  const at = method.at(samples, search);
  const frequency = refined(method.best === 'highest' ? at : (f) => -at(f), frequencyAt(grid, index), grid.step);
  const hasFormula = search.method === 'gls' && samples.bands === 1 && harmonicsOf(search.terms) === 1;
  return {
    grid,
    values,
    best: method.best,
    index,
    frequency,
    ...sigmaOf(samples, search, frequency),
    baluev: hasFormula ? baluevChance(samples, at(frequency), 1 / search.range.shortest) : Number.NaN,
    baseline: samples.baseline,
  };
}

/** The highest of `score` within a step of `frequency`: sampled first, since a statistic may jump, then narrowed down. */
export function refined(score: (frequency: number) => number, frequency: number, step: number): number {
  let [best, highest, reach] = [frequency, score(frequency), step];
  for (let round = 0; round < 8; round++) {
    const centre = best;
    for (let k = -5; k <= 5; k++) {
      const tried = centre + (k / 5) * reach;
      const value = tried > 0 ? score(tried) : Number.NEGATIVE_INFINITY;
      if (value > highest) [best, highest] = [tried, value];
    }
    reach /= 4;
  }
  return best;
}

function sigmaOf(samples: CentredSamples, search: PeriodSearch, frequency: number) {
  const sigma = search.method === 'gls' ? frequencySigma(samples, search.terms, frequency) : Number.NaN;
  if (sigma > 0) return { sigma, sigmaFrom: 'chi2' as const };
  return { sigma: 1 / (2 * samples.baseline), sigmaFrom: 'peak-width' as const };
}

/**
 * 1σ of a frequency at the top of its peak, per day: where χ² has grown by χ²/(N − p), read from the curvature of the peak, so that errors
 * count as large as the scatter around the model shows them to be. NaN where the peak has no top.
 */
export function frequencySigma(samples: CentredSamples, terms: Terms, frequency: number): number {
  const powerAt = createPowerAt(samples, terms);
  const h = 0.05 / (samples.baseline * harmonicsOf(terms));
  const power = powerAt(frequency);
  const curvature = (2 * power - powerAt(frequency - h) - powerAt(frequency + h)) / (h * h);
  const free = samples.count - parameterCount(terms, samples.bands) - 1;
  const variance = (2 * (1 - power)) / (curvature * free);
  return free > 0 && variance >= 0 ? Math.sqrt(variance) : Number.NaN;
}

export interface BootstrapSearch extends PeriodSearch {
  readonly shuffles: number;
  readonly seed: number;
}

/** Seeded, so that the same data have the same chance tomorrow: Park & Miller's minimal standard generator. */
export function seededUniform(seed: number): () => number {
  let state = 1 + (Math.abs(Math.floor(seed)) % 2_147_483_646);
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/**
 * The best value of each of many shuffled series over the frequencies of the search, for its chance of a false alarm. Of strings the
 * sign is turned, so that larger is better for all. Yields the share that is done.
 */
export function* bootstrapSearch(search: BootstrapSearch): Generator<number, Float64Array> {
  const samples = centred(search.samples);
  const grid = gridOf(search, samples.baseline);
  const random = seededUniform(search.seed);
  const { shuffles, terms } = search;
  if (search.method === 'gls') return yield* bootstrapMaxima(samples, grid, { terms, shuffles, random });
  const method = methods[search.method];
  const maxima = new Float64Array(shuffles);
  for (let k = 0; k < shuffles; k++) {
    const series = shuffledSamples(samples, random);
    const values = yield* scaled(method.over(series, grid, search), k / shuffles, (k + 1) / shuffles);
    const better = method.best === 'highest' ? values : values.map((value) => -value);
    maxima[k] = better[highestIndex(better)] ?? Number.NaN;
  }
  return maxima;
}

/** Multiplications that a bootstrap takes, roughly: what is offered at once, and what only when asked. */
export function bootstrapCost(search: BootstrapSearch, baseline: number): number {
  const points = search.samples.time.length;
  const { count } = gridOf(search, baseline);
  const each = search.method === 'gls' ? 2 * harmonicsOf(search.terms) * points + 100 : 10 * points + 1_500;
  return each * count * search.shuffles;
}
