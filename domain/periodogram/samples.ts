import { PortalError } from '#domain/failure.ts';

/** Measurements of one object in some bands, in no order. Errors are 1σ and positive; all numbers are finite. */
export interface PeriodSamples {
  /** Days, any zero. */
  readonly time: Float64Array;
  /** Magnitude or flux; the bands may have different zeros. */
  readonly value: Float64Array;
  readonly error: Float64Array;
  /** Index of the band of each point, from 0 to `bands` − 1; every band has a point. */
  readonly band: Uint8Array;
  readonly bands: number;
}

/** Samples as the kernels want them: by band, weighted, without the mean of their band. */
export interface CentredSamples {
  readonly count: number;
  readonly bands: number;
  /** Points of band b are those from `start[b]` up to `start[b + 1]`. */
  readonly start: Int32Array;
  /** Days from the middle of the first and last. */
  readonly time: Float64Array;
  /** Value less the weighted mean of its band. */
  readonly value: Float64Array;
  /** 1/σ². */
  readonly weight: Float64Array;
  /** Weighted mean of each band. */
  readonly mean: Float64Array;
  /** Days of the samples at which `time` is 0. */
  readonly zero: number;
  /** From the first to the last, days. */
  readonly baseline: number;
  /** Σ value²·weight: χ² of constants, one a band. */
  readonly chi2: number;
}

/** Fewer points than this are no search for a period, whatever the model. */
export const leastPoints = 5;

/**
 * Sorts by band and takes out the weighted mean of each.
 * @throws {PortalError} `bad-request` for fewer than {@link leastPoints} points, or all at one time.
 */
export function centred(samples: PeriodSamples): CentredSamples {
  const count = samples.time.length;
  if (count < leastPoints)
    throw new PortalError('bad-request', `A period needs at least ${leastPoints} points; here are ${count}.`);
  const order = Array.from(samples.time, (_, index) => index).sort(
    (a, b) => (samples.band[a] ?? 0) - (samples.band[b] ?? 0) || (samples.time[a] ?? 0) - (samples.time[b] ?? 0),
  );
  const pick = (from: ArrayLike<number>) => Float64Array.from(order, (index) => from[index] ?? Number.NaN);
  const start = new Int32Array(samples.bands + 1);
  for (const band of samples.band) for (let b = band + 1; b <= samples.bands; b++) start[b] = (start[b] ?? 0) + 1;
  const [first, last] = [Math.min(...samples.time), Math.max(...samples.time)];
  if (!(last > first)) throw new PortalError('bad-request', 'A period needs points at more than one time.');
  const zero = (first + last) / 2;
  const value = pick(samples.value);
  const weight = pick(samples.error).map((error) => 1 / (error * error));
  const mean = takeOutMeans(value, weight, start);
  return {
    count,
    bands: samples.bands,
    start,
    time: pick(samples.time).map((time) => time - zero),
    value,
    weight,
    mean,
    zero,
    baseline: last - first,
    chi2: value.reduce((sum, residual, k) => sum + residual * residual * (weight[k] ?? 0), 0),
  };
}

/** Takes the weighted mean of each band out of `value`, in place; returns the means. */
export function takeOutMeans(value: Float64Array, weight: Float64Array, start: Int32Array): Float64Array {
  const means = new Float64Array(start.length - 1);
  for (let band = 0; band < means.length; band++) {
    const [from, to] = [start[band] ?? 0, start[band + 1] ?? 0];
    let [sum, total] = [0, 0];
    for (let k = from; k < to; k++) {
      sum += (value[k] ?? 0) * (weight[k] ?? 0);
      total += weight[k] ?? 0;
    }
    const mean = total > 0 ? sum / total : 0;
    means[band] = mean;
    for (let k = from; k < to; k++) value[k] = (value[k] ?? 0) - mean;
  }
  return means;
}
