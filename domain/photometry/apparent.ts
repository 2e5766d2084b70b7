import {
  abMagFromMicrojansky,
  fluxErrorFromMagError,
  type Measured,
  magErrorFromFluxError,
  microjanskyFromAbMag,
} from '#domain/photometry/flux.ts';

/** What the total brightness of a source follows from: the difference, its sign, and the source of the reference image. */
export interface ApparentInput {
  readonly difference: Measured;
  readonly negative: boolean;
  /** Magnitude of the nearest source in the reference image; NaN or negative where there is none. */
  readonly reference: Measured;
}

/** Total flux, µJy: reference plus or minus difference; errors added in quadrature. Without a reference source its flux is 0. */
export function apparentFlux({ difference, negative, reference }: ApparentInput): Measured {
  const hasReference = reference.value > 0;
  const size = microjanskyFromAbMag(difference.value);
  const base = hasReference ? microjanskyFromAbMag(reference.value) : 0;
  const baseError = hasReference ? fluxErrorFromMagError(base, reference.error) : 0;
  const sizeError = fluxErrorFromMagError(size, difference.error);
  return { value: base + (negative ? -size : size), error: Math.hypot(sizeError, baseError) };
}

/**
 * Apparent ("DC") magnitude, AB: −2.5 log₁₀(10^(−0.4 m_ref) ± 10^(−0.4 m_diff)).
 *
 * From the ZTF Science Data System explanatory supplement, section on alert packets. For variable stars, not for
 * transients beside their host. NaN where more was subtracted than the reference holds: such a flux has no magnitude.
 */
export function apparentMag(input: ApparentInput): Measured {
  const flux = apparentFlux(input);
  const value = abMagFromMicrojansky(flux.value);
  const error = Number.isNaN(value) ? Number.NaN : magErrorFromFluxError(flux.value, flux.error);
  return { value, error };
}
