import type { Position } from './palomar-sky.ts';
import type { Random } from './random.ts';
import { byBand, fluxOfMag, type Truth } from './truth.ts';

/** Magnification of a point source at `u` Einstein radii from a point lens (Paczyński 1986, ApJ 304, 1, eq. 14). */
export function magnification(u: number): number {
  return (u * u + 2) / (u * Math.sqrt(u * u + 4));
}

/** A star lensed at `peakJd` with impact parameter `u0` and Einstein time `einsteinDays`; `blend` = share of the light that is magnified. */
export function createMicrolensing(
  place: Position & {
    readonly name: string;
    readonly magR: number;
    readonly peakJd: number;
    readonly u0: number;
    readonly einsteinDays: number;
    readonly blend: number;
  },
  random: Random,
): Truth {
  const base = byBand((fid) => fluxOfMag(place.magR + { 1: 1.1, 2: 0, 3: -0.5 }[fid]));
  return {
    ...place,
    kind: 'Microlensing',
    reference: base,
    flux(jd, fid) {
      const u = Math.hypot(place.u0, (jd - place.peakJd) / place.einsteinDays);
      return base[fid] * (1 + place.blend * (magnification(u) - 1));
    },
    labels: { parallaxMas: random.uniform(0.1, 0.3) },
    realness: 0.98,
  };
}
