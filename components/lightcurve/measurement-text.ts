import { textFromNumber } from './axis-ticks.ts';

/** Decimals of an error: two significant digits up to 35, one above (the rounding rule of the Particle Data Group). */
export function decimalsFromError(error: number): number {
  if (!(error > 0) || !Number.isFinite(error)) return 2;
  const exponent = Math.floor(Math.log10(error));
  const lead = Math.round((error / 10 ** exponent) * 100);
  return Math.min(6, Math.max(0, (lead < 355 || lead >= 950 ? 1 : 0) - exponent - (lead >= 950 ? 1 : 0)));
}

/** `17.26 ± 0.04`: value and 1σ in the same digits; without a usable error two decimals and no ±. */
export function textFromMeasurement(value: number, error: number): string {
  if (!(error > 0) || !Number.isFinite(error)) return textFromNumber(value, 2);
  const decimals = decimalsFromError(error);
  return `${textFromNumber(value, decimals)} ± ${error.toFixed(decimals)}`;
}
