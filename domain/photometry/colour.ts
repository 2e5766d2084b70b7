/** Magnitudes of one band, columnar, in order of time. */
export interface MagSeries {
  readonly mjd: ArrayLike<number>;
  readonly mag: ArrayLike<number>;
  readonly magErr: ArrayLike<number>;
}

/** A colour from two measurements; `first` and `second` are places in their series. */
export interface ColourPair {
  readonly first: number;
  readonly second: number;
  /** Between the two, days. */
  readonly mjd: number;
  /** mag */
  readonly value: number;
  /** 1σ, mag: √(σ₁² + σ₂²) */
  readonly error: number;
}

/** Place of the time nearest to `mjd`; −1 in an empty series. */
function nearest(times: ArrayLike<number>, mjd: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < mjd) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [times[low - 1], times[low]];
  if (before === undefined) return after === undefined ? -1 : low;
  return after === undefined || mjd - before <= after - mjd ? low - 1 : low;
}

/**
 * Colours of a source: each measurement of the first band with the one of the second that is nearest in time, when they are
 * within `withinDays`. Both series ascend in time and hold finite magnitudes only.
 */
export function colourPairs(first: MagSeries, second: MagSeries, withinDays: number): readonly ColourPair[] {
  const pairs: ColourPair[] = [];
  for (let k = 0; k < first.mjd.length; k++) {
    const at = first.mjd[k] ?? Number.NaN;
    const j = nearest(second.mjd, at);
    const other = second.mjd[j] ?? Number.NaN;
    if (!(Math.abs(other - at) <= withinDays)) continue;
    pairs.push({
      first: k,
      second: j,
      mjd: (at + other) / 2,
      value: (first.mag[k] ?? Number.NaN) - (second.mag[j] ?? Number.NaN),
      error: Math.hypot(first.magErr[k] ?? Number.NaN, second.magErr[j] ?? Number.NaN),
    });
  }
  return pairs;
}
