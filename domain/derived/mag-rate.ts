import { drawCount, fixedDraws } from '#domain/derived/draws.ts';
import { type Epoch, isMeasured } from '#domain/derived/history.ts';

/** Change of magnitude with time, mag/day; all NaN where there is nothing to compare with. */
export interface MagRate {
  readonly mean: number;
  readonly sigma: number;
  /** 5th and 95th percentiles. */
  readonly lower: number;
  readonly upper: number;
  /** Days since the reference epoch. */
  readonly deltaDays: number;
  readonly fromUpper: boolean;
}

const none: MagRate = {
  mean: Number.NaN,
  sigma: Number.NaN,
  lower: Number.NaN,
  upper: Number.NaN,
  deltaDays: Number.NaN,
  fromUpper: false,
};

const zeroPoint = 27.5;

function fluxOf(mag: number | undefined): number {
  return 10 ** (0.4 * (zeroPoint - (mag ?? Number.NaN)));
}

/** Fluxes of a measurement; where the lowest would be negative all are moved up until it is zero. */
function normalFluxes(epoch: Epoch, scores: Float64Array): Float64Array {
  const flux = fluxOf(epoch.magpsf);
  const sigma = ((epoch.sigmapsf ?? Number.NaN) * flux * Math.LN10) / 2.5;
  const drawn = new Float64Array(drawCount);
  let lowest = 0;
  for (let index = 0; index < drawCount; index += 1) {
    const value = flux + sigma * (scores[index] ?? 0);
    drawn[index] = value;
    if (value < lowest) lowest = value;
  }
  if (lowest < 0) for (let index = 0; index < drawCount; index += 1) drawn[index] = (drawn[index] ?? 0) - lowest;
  return drawn;
}

/** Fluxes below a limit, evenly from zero. */
function limitFluxes(epoch: Epoch, shares: Float64Array): Float64Array {
  const limit = fluxOf(epoch.diffmaglim);
  const drawn = new Float64Array(drawCount);
  for (let index = 0; index < drawCount; index += 1) drawn[index] = (shares[index] ?? 0) * limit;
  return drawn;
}

/** Percentile of sorted values with linear interpolation between ranks. */
function percentile(sorted: Float64Array, percent: number): number {
  const rank = (percent / 100) * (sorted.length - 1);
  const below = Math.floor(rank);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (high - low) * (rank - below);
}

/** `rates` is sorted in place. */
function statisticsOf(rates: Float64Array): Pick<MagRate, 'mean' | 'sigma' | 'lower' | 'upper'> {
  const sorted = rates.sort();
  let mean = 0;
  for (const rate of sorted) mean += rate / sorted.length;
  let variance = 0;
  for (const rate of sorted) variance += (rate - mean) ** 2 / sorted.length;
  if (sorted.length === 0) return none;
  return { mean, sigma: Math.sqrt(variance), lower: percentile(sorted, 5), upper: percentile(sorted, 95) };
}

/**
 * Rate of a measurement against an earlier epoch, `−2.5 log₁₀(f_now / f_ref) / Δt`, mag/day.
 *
 * Fluxes are drawn from normal distributions, or uniformly from 0 to the flux of a limit, by 256 fixed pairs in place
 * of random ones, so that the same packet has the same rate always.
 */
export function magRateOf(now: Epoch, reference: Epoch | undefined): MagRate {
  if (reference === undefined) return none;
  const draws = fixedDraws();
  const fromUpper = !isMeasured(reference);
  const deltaDays = now.jd - reference.jd;
  const nowFluxes = normalFluxes(now, draws.firstNormal);
  const referenceFluxes = fromUpper
    ? limitFluxes(reference, draws.secondUniform)
    : normalFluxes(reference, draws.secondNormal);
  const rates = new Float64Array(drawCount);
  let count = 0;
  for (let index = 0; index < drawCount; index += 1) {
    const ratio = (nowFluxes[index] ?? Number.NaN) / (referenceFluxes[index] ?? Number.NaN);
    const rate = (-2.5 * Math.log10(ratio)) / deltaDays;
    // A flux moved up to zero has no magnitude: that draw says nothing.
    if (Number.isFinite(rate)) rates[count++] = rate;
  }
  const hasLimit = Number.isFinite(reference.diffmaglim);
  return { ...statisticsOf(rates.subarray(0, count)), deltaDays, fromUpper: fromUpper && hasLimit };
}
