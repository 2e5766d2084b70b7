import { lowerMedian } from '#domain/statistics/quantile.ts';
import { abMagFromMicrojansky, type Measured, magErrorFromFluxError } from './flux.ts';

/** How far the source of the reference image may be to count as the source itself, arcsec. */
export const referenceReachArcsec = 1.5;
/** An apparent magnitude with a larger 1σ error says nothing, mag. */
export const largestApparentError = 1;

/** Why a flux has no apparent magnitude worth drawing. */
export type WithoutMag = 'not-positive' | 'uncertain';

/**
 * Apparent ("DC") magnitude, AB, of a total flux in µJy: m = 23.9 − 2.5 log₁₀ F, σ_m = 2.5/ln 10 · σ_F / F, where
 * F is the flux of the reference plus the signed difference and σ_F² the sum of both variances.
 */
export function apparentMag({ value, error }: Measured): Measured | WithoutMag {
  if (!(value > 0)) return 'not-positive';
  const mag = { value: abMagFromMicrojansky(value), error: magErrorFromFluxError(value, error) };
  return mag.error < largestApparentError ? mag : 'uncertain';
}

/**
 * Whether the nearest source of the reference image is the object itself: the median of the distances that are known is within
 * {@link referenceReachArcsec}. Null where no distance is told: such a survey measures the total flux itself.
 */
export function isReferenceTheSource(distancesArcsec: Float64Array): boolean | null {
  const known = distancesArcsec.filter(Number.isFinite);
  return known.length === 0 ? null : lowerMedian(known) <= referenceReachArcsec;
}

/** Mean magnitude of the reference in a band, AB, from its fluxes in µJy; NaN where there is none. */
export function referenceLevelMag(fluxes: readonly number[]): number {
  const mags = fluxes.map(abMagFromMicrojansky).filter(Number.isFinite);
  return mags.reduce((sum, mag) => sum + mag, 0) / mags.length;
}
