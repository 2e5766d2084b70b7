import { galacticDeg, type Position } from './palomar-sky.ts';
import type { Fid } from './survey-plan.ts';

/** What a simulated object really is. */
export const truthKinds = [
  'SN Ia',
  'SN II',
  'SN Ibc',
  'SN IIn',
  'SLSN-I',
  'TDE',
  'Nova',
  'Dwarf nova',
  'RR Lyrae',
  'Cepheid',
  'Mira',
  'EA',
  'EW',
  'AGN',
  'Blazar',
  'Microlensing',
  'Asteroid',
  'Satellite',
  'Bogus',
] as const;
export type TruthKind = (typeof truthKinds)[number];

/** One number a band. */
export type ByBand = Readonly<Record<Fid, number>>;

/** A galaxy under or beside the object. */
export interface Galaxy {
  /** Offset of its centre from the object, arcsec, east and north. */
  readonly east: number;
  readonly north: number;
  readonly mag: ByBand;
  /** Half-light radius, arcsec; axis ratio; position angle of the major axis, degrees east of north. */
  readonly radiusArcsec: number;
  readonly axisRatio: number;
  readonly angleDeg: number;
  readonly redshift: number;
}

/** What catalogues and people say about the object; absent = nobody says anything. */
export interface Labels {
  readonly simbad?: string;
  readonly vsx?: string;
  readonly gcvs?: string;
  readonly x3hsp?: string;
  readonly x4lac?: string;
  readonly gaiaClass?: string;
  /** TNS type, and the days after the first detection at which it is announced. */
  readonly tns?: { readonly type: string; readonly afterDays: number };
  /** Parallax, mas, for stars that Gaia sees. */
  readonly parallaxMas?: number;
}

/** A simulated object before anyone observes it. Fluxes are maggies: magnitude (AB) = −2.5 log₁₀ flux. */
export interface Truth extends Position {
  readonly name: string;
  readonly kind: TruthKind;
  /** Flux of the varying source. */
  flux(jd: number, fid: Fid): number;
  /** Flux of the same source in the reference image; 0 for what wasn't there. */
  readonly reference: ByBand;
  readonly galaxy?: Galaxy;
  readonly labels: Labels;
  /** Detections before the survey began (known variables). */
  readonly known?: { readonly sinceJd: number; readonly detections: number };
  /** Where on the detector: at an edge, pixels beyond it are masked (NaN) or cut off. */
  readonly edge?: 'masked' | 'cut';
  readonly cadence?: 'fast';
  /** How real the detections look to the real-bogus classifiers, 0…1. */
  readonly realness: number;
}

export const fluxOfMag = (mag: number): number => 10 ** (-0.4 * mag);
export const magOfFlux = (flux: number): number => -2.5 * Math.log10(flux);

/** The same expression for each band. */
export function byBand(of: (fid: Fid) => number): ByBand {
  return { 1: of(1), 2: of(2), 3: of(3) };
}

/** Effective wavelengths of ZTF g, r, i, micrometres (SVO filter profile service). */
const wavelengthMicron = { 1: 0.4746, 2: 0.6367, 3: 0.7829 } as const satisfies ByBand;

/** Magnitude of a blackbody in a band relative to r, mag AB, from Planck's law at the effective wavelengths. */
export function blackbodyColour(kelvin: number, fid: Fid): number {
  const radiance = (micron: number): number => 1 / micron ** 3 / Math.expm1(14387.77 / (micron * kelvin));
  return magOfFlux(radiance(wavelengthMicron[fid]) / radiance(wavelengthMicron[2]));
}

/** A_band / E(B−V) for PS1-like g, r, i at R_V = 3.1 (Schlafly & Finkbeiner 2011, table 6). */
const extinctionPerReddening = { 1: 3.172, 2: 2.271, 3: 1.682 } as const satisfies ByBand;

/** Foreground extinction, mag: a plane-parallel dust layer, E(B−V) = 0.03 / sin|b|, at most 0.6. */
export function foreground(position: Position, fid: Fid): number {
  const [, b] = galacticDeg(position);
  const reddening = Math.min(0.6, 0.03 / Math.max(0.02, Math.abs(Math.sin((b * Math.PI) / 180))));
  return extinctionPerReddening[fid] * reddening;
}
