import { meanOf } from '#domain/statistics/deviation.ts';
import type { Measured } from './flux.ts';

/** Inverse-variance mean: Σ(x/σ²) / Σ(1/σ²), σ = 1/√Σ(1/σ²). Values without a usable error count only where none has one, and then alike. */
export function weightedMean(values: readonly Measured[]): Measured {
  const usable = values.filter(({ value, error }) => Number.isFinite(value) && error > 0);
  if (usable.length === 0) {
    const known = values.map(({ value }) => value).filter(Number.isFinite);
    return { value: meanOf(known), error: Number.NaN };
  }
  let [weights, sum] = [0, 0];
  for (const { value, error } of usable) {
    const weight = 1 / error ** 2;
    weights += weight;
    sum += weight * value;
  }
  return { value: sum / weights, error: 1 / Math.sqrt(weights) };
}

/** {@link weightedMean} of some rows of two columns. */
export function weightedMeanOfRows(values: Float64Array, errors: Float64Array, rows: readonly number[]): Measured {
  let [weights, sum] = [0, 0];
  for (const row of rows) {
    const [value, error] = [values[row] ?? Number.NaN, errors[row] ?? Number.NaN];
    if (!Number.isFinite(value) || !(error > 0)) continue;
    const weight = 1 / (error * error);
    weights += weight;
    sum += weight * value;
  }
  if (weights > 0) return { value: sum / weights, error: 1 / Math.sqrt(weights) };
  return weightedMean(rows.map((row) => ({ value: values[row] ?? Number.NaN, error: Number.NaN })));
}
