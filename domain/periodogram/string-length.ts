import { type FrequencyGrid, frequencyAt } from './frequency-grid.ts';
import { stride } from './multiband.ts';
import type { CentredSamples } from './samples.ts';

export type StringStatistic = 'dworetsky' | 'lafler-kinman';

/**
 * How smooth a series is when folded; the lower the better. Bands are folded apart and count by their points.
 *
 * `dworetsky` (1983, MNRAS 203, 917): length of the closed string through the points, values scaled to ±¼, phases 0 to 1, divided
 * by the number of points. `lafler-kinman` (1965, ApJS 11, 216, as Clarke 2002, A&A 386, 763, normalises it): squared steps between
 * neighbours over twice the variance; 1 for noise.
 */
export function createStringAt(samples: CentredSamples, statistic: StringStatistic): (frequency: number) => number {
  const { count, bands, start, time } = samples;
  const scaled = statistic === 'dworetsky' ? scaledToQuarter(samples) : samples.value;
  const [phase, value] = [new Float64Array(count), new Float64Array(count)];
  const order = createSorter(count);
  const spread = Array.from({ length: bands }, (_, band) =>
    varianceSum(scaled, start[band] ?? 0, start[band + 1] ?? 0),
  );
  return (frequency) => {
    let sum = 0;
    let counted = 0;
    for (let band = 0; band < bands; band++) {
      const from = start[band] ?? 0;
      const points = (start[band + 1] ?? 0) - from;
      if (points < 3 || !((spread[band] ?? 0) > 0)) continue;
      for (let k = 0; k < points; k++) {
        const turns = (time[from + k] ?? 0) * frequency;
        phase[k] = turns - Math.floor(turns);
      }
      const sorted = order(phase, points);
      for (let k = 0; k < points; k++) value[k] = scaled[from + (sorted[k] ?? 0)] ?? 0;
      const steps = statistic === 'dworetsky' ? stringLength(phase, value, sorted, points) : squares(value, points) / 2;
      sum += statistic === 'dworetsky' ? steps : (points * steps) / (spread[band] ?? 1);
      counted += points;
    }
    return counted > 0 ? sum / counted : Number.NaN;
  };
}

/** String lengths over a grid. Yields the share of the frequencies that is done. */
export function* stringLengths(
  samples: CentredSamples,
  grid: FrequencyGrid,
  statistic: StringStatistic,
): Generator<number, Float64Array> {
  const lengthAt = createStringAt(samples, statistic);
  const lengths = new Float64Array(grid.count);
  for (let k = 0; k < grid.count; k++) {
    lengths[k] = lengthAt(frequencyAt(grid, k));
    if (k % stride === 0) yield k / grid.count;
  }
  return lengths;
}

function stringLength(phase: Float64Array, value: Float64Array, sorted: Int32Array, points: number): number {
  let length = 0;
  for (let k = 0; k < points; k++) {
    const next = k + 1 < points ? k + 1 : 0;
    const turn = k + 1 < points ? 0 : 1;
    const dx = (phase[sorted[next] ?? 0] ?? 0) + turn - (phase[sorted[k] ?? 0] ?? 0);
    const dy = (value[next] ?? 0) - (value[k] ?? 0);
    length += Math.sqrt(dx * dx + dy * dy);
  }
  return length;
}

function squares(value: Float64Array, points: number): number {
  let sum = 0;
  for (let k = 0; k < points; k++) sum += ((value[k + 1 < points ? k + 1 : 0] ?? 0) - (value[k] ?? 0)) ** 2;
  return sum;
}

function varianceSum(value: Float64Array, from: number, to: number): number {
  let mean = 0;
  for (let k = from; k < to; k++) mean += (value[k] ?? 0) / (to - from);
  let sum = 0;
  for (let k = from; k < to; k++) sum += ((value[k] ?? 0) - mean) ** 2;
  return sum;
}

/** Each band's values between −¼ and ¼. */
function scaledToQuarter({ value, start, bands }: CentredSamples): Float64Array {
  const scaled = new Float64Array(value.length);
  for (let band = 0; band < bands; band++) {
    const own = value.subarray(start[band] ?? 0, start[band + 1] ?? 0);
    const low = own.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
    const high = own.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
    for (let k = 0; k < own.length; k++)
      scaled[(start[band] ?? 0) + k] = high > low ? ((own[k] ?? 0) - low) / (2 * (high - low)) - 0.25 : 0;
  }
  return scaled;
}

/** Order of phases: counted into as many slots as points, then put right by insertion, which has little left to do. */
function createSorter(most: number): (phase: Float64Array, points: number) => Int32Array {
  const sorted = new Int32Array(most);
  const slot = new Int32Array(most);
  const first = new Int32Array(most + 1);
  return (phase, points) => {
    first.fill(0, 0, points + 1);
    for (let k = 0; k < points; k++) {
      const own = Math.min(points - 1, Math.floor((phase[k] ?? 0) * points));
      slot[k] = own;
      first[own + 1] = (first[own + 1] ?? 0) + 1;
    }
    for (let k = 0; k < points; k++) first[k + 1] = (first[k + 1] ?? 0) + (first[k] ?? 0);
    for (let k = 0; k < points; k++) {
      const own = slot[k] ?? 0;
      sorted[first[own] ?? 0] = k;
      first[own] = (first[own] ?? 0) + 1;
    }
    for (let k = 1; k < points; k++) {
      const moved = sorted[k] ?? 0;
      const at = phase[moved] ?? 0;
      let j = k - 1;
      for (; j >= 0 && (phase[sorted[j] ?? 0] ?? 0) > at; j--) sorted[j + 1] = sorted[j] ?? 0;
      sorted[j + 1] = moved;
    }
    return sorted;
  };
}
