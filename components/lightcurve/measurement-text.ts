import { rounded } from '#domain/object/format-value.ts';
import { textFromNumber } from './axis-ticks.ts';

/** `17.263 ± 0.038`: value and 1σ, both to two digits of the error, as in the facts; without a usable error two decimals and no ±. */
export function textFromMeasurement(measured: number, sigma: number): string {
  const { value, error } = rounded(measured, sigma);
  return error === undefined ? textFromNumber(measured, 2) : `${value} ± ${error}`;
}
