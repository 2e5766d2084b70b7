import type { JdUtc, Quantity } from '#domain/units/quantity.ts';
import type { Radians } from './phase-functions.ts';

/** Days. */
export type Days = Quantity<'days'>;
/** Astronomical units. */
export type Au = Quantity<'au'>;

/** A direction, ICRS J2000. */
export interface Direction {
  readonly ra: Radians;
  readonly dec: Radians;
}

/** Speed of light: 173.1446 au a day (IAU 2012: 1 au = 149 597 870.7 km exactly, c = 299 792.458 km/s). */
const auPerDay = (299_792.458 * 86_400) / 149_597_870.7;

/** 2022-01-01, the epoch that rotation phases are counted from. */
export const rotationEpochJd: JdUtc = 2_459_580.5;

/** When the light that arrives at `jd` left an object at `distance`. */
export function lightTimeCorrected(jd: JdUtc, distance: Au): JdUtc {
  return jd - distance / auPerDay;
}

/** cos Λ of the aspect angle between the direction to an object and its spin axis (Carry et al. 2024). */
export function cosAspect({ ra, dec }: Direction, axis: Direction): number {
  return Math.sin(dec) * Math.sin(axis.dec) + Math.cos(dec) * Math.cos(axis.dec) * Math.cos(ra - axis.ra);
}

/** Rotation phase W at a time corrected for light travel. */
export function rotationPhase(jd: JdUtc, { phi0, period }: { phi0: Radians; period: Days }): Radians {
  return phi0 + (2 * Math.PI * (jd - rotationEpochJd)) / period;
}

/**
 * Sub-observer longitude w = W − atan2(x, y) for the rotation phase W
 * (Introduction to Ephemerides and Astronomical Phenomena, eq. 12.4).
 */
export function subObserverLongitude(rotation: Radians, { ra, dec }: Direction, axis: Direction): Radians {
  const x = -Math.cos(axis.dec) * Math.sin(dec) + Math.sin(axis.dec) * Math.cos(dec) * Math.cos(ra - axis.ra);
  const y = -Math.cos(dec) * Math.sin(ra - axis.ra);
  return rotation - Math.atan2(x, y);
}

/** Dimming of an oblate object by its aspect, magnitudes: 2.5 log₁₀(1 − (1 − R)|cos Λ|) (Carry et al. 2024). */
export function oblatenessMagnitude(oblateness: number, cosLambda: number): number {
  return 2.5 * Math.log10(1 - (1 - oblateness) * Math.abs(cosLambda));
}

/** Brightness of a triaxial ellipsoid, axes a ≥ b ≥ c, by its aspect and longitude, magnitudes (Pospieszalska-Surdej & Surdej 1985). */
export function ellipsoidMagnitude(
  { aToB, aToC }: { readonly aToB: number; readonly aToC: number },
  cosLambda: number,
  longitude: Radians,
): number {
  const sinSquare = Math.sin(longitude) ** 2;
  const cosLambdaSquare = cosLambda * cosLambda;
  const equator = (1 - cosLambdaSquare) * (1 - sinSquare + aToB * aToB * sinSquare);
  return -1.25 * Math.log10(equator + cosLambdaSquare * aToC * aToC);
}
