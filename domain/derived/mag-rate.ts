import { drawCount, fixedDraws } from '#domain/derived/draws.ts';
import { type Epoch, isMeasured } from '#domain/derived/history.ts';
import { valueAtRank } from '#domain/derived/rank.ts';

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

/** Fluxes drawn: `base + scale × draw`. */
interface Fluxes {
  readonly base: number;
  readonly scale: number;
  readonly draws: Float64Array;
}

/** Fluxes of a measurement; where the lowest would be negative all are moved up until it is zero. */
function normalFluxes(epoch: Epoch, draws: Float64Array, lowestDraw: number): Fluxes {
  const flux = fluxOf(epoch.magpsf);
  const scale = ((epoch.sigmapsf ?? Number.NaN) * flux * Math.LN10) / 2.5;
  const lowest = flux + scale * lowestDraw;
  return { base: lowest < 0 ? flux - lowest : flux, scale, draws };
}

/** Fluxes below a limit, evenly from zero. */
function limitFluxes(epoch: Epoch, draws: Float64Array): Fluxes {
  return { base: 0, scale: fluxOf(epoch.diffmaglim), draws };
}

/** Percentile of the first `count` values with linear interpolation between ranks; reorders them. */
function percentile(values: Float64Array, count: number, percent: number): number {
  const rank = (percent / 100) * (count - 1);
  const below = Math.floor(rank);
  const low = valueAtRank(values, count, below);
  const high = valueAtRank(values, count, Math.min(below + 1, count - 1));
  return low + (high - low) * (rank - below);
}

/** Of the first `count` rates, which are reordered. */
function statisticsOf(rates: Float64Array, count: number): Pick<MagRate, 'mean' | 'sigma' | 'lower' | 'upper'> {
  if (count === 0) return none;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += rates[i] ?? 0;
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i++) squares += ((rates[i] ?? 0) - mean) ** 2;
  const sigma = Math.sqrt(squares / count);
  return { mean, sigma, lower: percentile(rates, count, 5), upper: percentile(rates, count, 95) };
}

/** Rates of all pairs of draws into `rates`, without those that say nothing. @returns how many there are */
function drawRates(now: Fluxes, reference: Fluxes, deltaDays: number, rates: Float64Array): number {
  const factor = -2.5 / (Math.LN10 * deltaDays);
  let count = 0;
  for (let index = 0; index < drawCount; index += 1) {
    const flux = now.base + now.scale * (now.draws[index] ?? 0);
    const before = reference.base + reference.scale * (reference.draws[index] ?? 0);
    const rate = factor * Math.log(flux / before);
    // A flux moved up to zero has no magnitude: that draw says nothing.
    if (Number.isFinite(rate)) rates[count++] = rate;
  }
  return count;
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
  const nowFluxes = normalFluxes(now, draws.firstNormal, draws.lowestNormal);
  const referenceFluxes = fromUpper
    ? limitFluxes(reference, draws.secondUniform)
    : normalFluxes(reference, draws.secondNormal, draws.lowestNormal);
  const count = drawRates(nowFluxes, referenceFluxes, deltaDays, draws.scratch);
  const hasLimit = Number.isFinite(reference.diffmaglim);
  return { ...statisticsOf(draws.scratch, count), deltaDays, fromUpper: fromUpper && hasLimit };
}
