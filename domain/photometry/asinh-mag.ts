import { lowerMedian } from '#domain/statistics/quantile.ts';
import { type Measured, microjanskyFromAbMag, pogson } from './flux.ts';

/** Flux of AB magnitude 0, µJy: 3631 Jy to four digits. */
const zeroFlux = microjanskyFromAbMag(0);
/** √(2.5/ln 10): softening over noise at which asinh magnitudes cost the least (Lupton, Gunn & Szalay 1999, §3.2). */
const bestSoftening = Math.sqrt(pogson);

/**
 * Asinh magnitude of a flux of any sign: m = −2.5/ln 10 · (asinh((f/f₀) / 2b) + ln b), f₀ the flux of magnitude 0
 * (Lupton, Gunn & Szalay 1999, AJ 118, 1406). Fluxes well above the softening have their usual magnitude.
 *
 * @param flux µJy @param softening b·f₀, µJy, greater than 0
 */
export function asinhMag({ value, error }: Measured, softening: number): Measured {
  const scaled = value / (2 * softening);
  return {
    value: -pogson * (Math.asinh(scaled) + Math.log(softening / zeroFlux)),
    error: (pogson * error) / (2 * softening * Math.hypot(1, scaled)),
  };
}

/** The flux of an asinh magnitude, µJy: the inverse of {@link asinhMag}, to first order in the error. */
export function fluxFromAsinhMag({ value, error }: Measured, softening: number): Measured {
  const scaled = Math.sinh(-value / pogson - Math.log(softening / zeroFlux));
  return {
    value: 2 * softening * scaled,
    error: (error / pogson) * 2 * softening * Math.hypot(1, scaled),
  };
}

/** Softening for measurements with these 1σ errors, µJy: 1.042 times their median; NaN without any. */
export function softeningFromErrors(fluxErrors: ArrayLike<number>): number {
  const known = Float64Array.from(fluxErrors).filter((error) => error > 0 && Number.isFinite(error));
  return bestSoftening * lowerMedian(known);
}
