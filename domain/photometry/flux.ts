const zeroPointMicrojansky = 23.9;
const ln10 = Math.LN10;
/** 2.5/ln 10, mag: how much a magnitude changes with a flux, for small relative changes. */
export const pogson = 2.5 / ln10;

/** A value with its 1σ error; NaN where there is none. */
export interface Measured {
  readonly value: number;
  readonly error: number;
}

/** AB magnitude → flux density, µJy: 10^(0.4(23.9 − m)), from m = −2.5 log₁₀ f − 48.6 in cgs (Oke & Gunn 1983). */
export function microjanskyFromAbMag(mag: number): number {
  return 10 ** (0.4 * (zeroPointMicrojansky - mag));
}

/** Flux density in µJy → AB magnitude; NaN for a flux that is zero or negative, which has no magnitude. */
export function abMagFromMicrojansky(flux: number): number {
  return flux > 0 ? zeroPointMicrojansky - 2.5 * Math.log10(flux) : Number.NaN;
}

export function microjanskyFromNanojansky(flux: number): number {
  return flux / 1000;
}

/** Error of a magnitude → error of its flux, in the flux's unit: f·σ·ln 10 / 2.5, to first order. */
export function fluxErrorFromMagError(flux: number, magError: number): number {
  return Math.abs(flux) * magError * (ln10 / 2.5);
}

/** Error of a flux → error of its magnitude, mag: 2.5/ln 10 · σ/|f|, to first order; NaN for a flux of zero. */
export function magErrorFromFluxError(flux: number, fluxError: number): number {
  return flux === 0 ? Number.NaN : (pogson * fluxError) / Math.abs(flux);
}

/**
 * Difference magnitude → signed difference flux, µJy.
 * The magnitude is that of |flux|; `negative` says that the source is fainter than the reference.
 */
export function differenceFlux(mag: Measured, negative: boolean): Measured {
  const size = microjanskyFromAbMag(mag.value);
  return { value: negative ? -size : size, error: fluxErrorFromMagError(size, mag.error) };
}

/** Signed difference flux, µJy → difference magnitude of |flux|; the sign is told apart by `value < 0`. */
export function differenceMag(flux: Measured): Measured {
  return {
    value: abMagFromMicrojansky(Math.abs(flux.value)),
    error: magErrorFromFluxError(flux.value, flux.error),
  };
}

/** Magnitude of the faintest source that an error of `fluxError` µJy lets through at `sigmas` (5 by custom), AB. */
export function limitMagFromFluxError(fluxError: number, sigmas = 5): number {
  return abMagFromMicrojansky(sigmas * fluxError);
}
