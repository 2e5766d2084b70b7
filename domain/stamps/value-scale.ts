import { quantile } from '#domain/statistics/quantile.ts';
import { skyOf } from './stretch.ts';

/** Values of a stamp on a short ruler: even steps of asinh about the sky, so that noise and a bright star both have room. */
export interface ValueScale {
  /** 0 at the lowest pixel, 1 at the highest. */
  shareOf(value: number): number;
  valueOf(share: number): number;
  /** Pixels in `count` equal steps of the ruler. */
  counts(count: number): readonly number[];
  /** Percentage of the pixels below a value, and the value that has so many below. */
  percentOf(value: number): number;
  valueOfPercent(percent: number): number;
}

/** `sorted`: the finite pixels, ascending. Without any, everything is 0. */
export function createValueScale(sorted: Float32Array): ValueScale {
  const { level, noise } = skyOf(sorted);
  const unit = noise > 0 ? noise : Math.max(Math.abs(level), 1);
  const ruler = (value: number): number => Math.asinh((value - level) / unit);
  const [lowest, highest] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const from = ruler(lowest);
  const span = ruler(highest) - from;
  const shareOf = (value: number): number =>
    span > 0 ? Math.min(1, Math.max(0, (ruler(value) - from) / span)) : value < lowest ? 0 : 1;
  return {
    shareOf: (value) => (sorted.length === 0 ? 0 : shareOf(value)),
    valueOf: (share) => (span > 0 ? level + unit * Math.sinh(from + share * span) : lowest),
    counts(count) {
      const bins = new Array<number>(count).fill(0);
      for (const value of sorted) {
        const bin = Math.min(count - 1, Math.floor(shareOf(value) * count));
        bins[bin] = (bins[bin] ?? 0) + 1;
      }
      return bins;
    },
    percentOf: (value) => percentBelow(sorted, value),
    valueOfPercent: (percent) => (sorted.length === 0 ? 0 : quantile(sorted, percent / 100)),
  };
}

/** The inverse of `quantile`: interpolated between the pixels on both sides. */
function percentBelow(sorted: Float32Array, value: number): number {
  const last = sorted.length - 1;
  if (last < 1 || value <= (sorted[0] ?? 0)) return 0;
  if (value >= (sorted[last] ?? 0)) return 100;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle;
  }
  const [a, b] = [sorted[low] ?? 0, sorted[high] ?? 0];
  return ((low + (b > a ? (value - a) / (b - a) : 0)) / last) * 100;
}
