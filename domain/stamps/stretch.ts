import { quantile } from '#domain/statistics/quantile.ts';
import { zscaleCuts } from './zscale.ts';

/** How pixel values become brightness. `zscale` is linear between cuts that favour the sky (Tody 1986, IRAF). */
export const stretchNames = ['asinh', 'linear', 'sqrt', 'log', 'power', 'sigmoid', 'zscale'] as const;
export type StretchName = (typeof stretchNames)[number];

export interface Cuts {
  readonly low: number;
  readonly high: number;
}

/** Softening of asinh and base of log, as fractions of the cut range (Lupton et al. 2004; DS9's log exponent is 1000). */
export const asinhSoftening = 0.1;
export const logExponent = 1000;
/** Steepness of the logistic curve between the cuts. */
export const sigmoidGain = 10;
/** Upper cut of the stretches that show sources, as a fraction of the finite pixels. */
const brightShare = 0.9975;

const curves: Readonly<Record<StretchName, (t: number) => number>> = {
  asinh: (t) => Math.asinh(t / asinhSoftening) / Math.asinh(1 / asinhSoftening),
  linear: (t) => t,
  sqrt: Math.sqrt,
  log: (t) => Math.log1p(logExponent * t) / Math.log1p(logExponent),
  power: (t) => t * t,
  // The logistic curve about the middle of the cuts, brought from its own ends to 0 and 1.
  sigmoid: (t) => 0.5 + Math.tanh((sigmoidGain / 2) * (t - 0.5)) / (2 * Math.tanh(sigmoidGain / 4)),
  zscale: (t) => t,
};

/** Finite values, ascending. */
export function sortedFinite(pixels: Float32Array): Float32Array {
  return pixels.filter((value) => Number.isFinite(value)).sort();
}

/** Sky level (median) and its noise, 1.4826 × median absolute deviation. */
export function skyOf(sorted: Float32Array): { readonly level: number; readonly noise: number } {
  const level = quantile(sorted, 0.5);
  const away = sorted.map((value) => Math.abs(value - level)).sort();
  return { level, noise: 1.4826 * quantile(away, 0.5) };
}

/** Shares of the finite pixels, in percent, that lie below the lower and the upper cut. */
export interface PercentCuts {
  readonly low: number;
  readonly high: number;
}

/** A range of at least something, so that a flat stamp is mid-grey and not a division by zero. */
function widened(low: number, high: number): Cuts {
  if (high > low) return { low, high };
  const room = Math.max(Math.abs(low) * 1e-6, 1e-6);
  return { low: low - room, high: low + room };
}

/** Cuts of a science or template stamp: from just below the sky to 99.75 % (linear: from 0.5 %). */
export function cutsOf(pixels: Float32Array, stretch: StretchName): Cuts {
  const sorted = sortedFinite(pixels);
  if (sorted.length === 0) return { low: 0, high: 1 };
  if (stretch === 'zscale') {
    const { low, high } = zscaleCuts(pixels.filter(Number.isFinite));
    return widened(low, high);
  }
  const sky = skyOf(sorted);
  const low = stretch === 'linear' ? quantile(sorted, 0.005) : sky.level - sky.noise;
  return widened(low, Math.max(quantile(sorted, brightShare), sky.level + 5 * sky.noise));
}

/** Cuts of a difference stamp: symmetric about zero, so that grey means no change. */
export function symmetricCuts(pixels: Float32Array): Cuts {
  const sizes = sortedFinite(pixels.map(Math.abs));
  if (sizes.length === 0) return { low: -1, high: 1 };
  const { high } = widened(0, quantile(sizes, brightShare));
  return { low: -high, high };
}

export interface CutRules {
  /** About zero, as a difference is shown: the upper percentage of the sizes then counts. */
  readonly symmetric: boolean;
  readonly stretch: StretchName;
  /** Absent: what the stretch brings along. */
  readonly percent?: PercentCuts | null;
}

/** Cuts of a stamp by what the visitor chose. */
export function cutsFor(pixels: Float32Array, { symmetric, stretch, percent }: CutRules): Cuts {
  if (!percent) return symmetric ? symmetricCuts(pixels) : cutsOf(pixels, stretch);
  const sorted = sortedFinite(symmetric ? pixels.map(Math.abs) : pixels);
  if (sorted.length === 0) return symmetric ? { low: -1, high: 1 } : { low: 0, high: 1 };
  const high = quantile(sorted, percent.high / 100);
  if (symmetric) return { low: -widened(0, high).high, high: widened(0, high).high };
  return widened(quantile(sorted, percent.low / 100), high);
}

/** Brightness 0…1 of a place between the cuts, 0…1. */
export function brightnessOf(stretch: StretchName): (t: number) => number {
  return curves[stretch];
}

/** Pixels → brightness 0…1, clipped; NaN stays NaN. */
export function levelsOf(pixels: Float32Array, cuts: Cuts, stretch: StretchName): Float32Array {
  const curve = curves[stretch];
  const span = cuts.high - cuts.low;
  return pixels.map((value) => curve(Math.min(1, Math.max(0, (value - cuts.low) / span))));
}
