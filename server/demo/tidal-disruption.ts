import { distanceModulus } from './cosmology.ts';
import type { Position } from './palomar-sky.ts';
import type { Random } from './random.ts';
import { hostGalaxy } from './supernova.ts';
import { blackbodyColour, byBand, fluxOfMag, foreground, type Truth } from './truth.ts';

/**
 * A star torn apart by a galaxy's black hole: Gaussian rise, then (1 + t/t₀)^(−5/3), blue and of constant temperature
 * (functional form of van Velzen et al. 2021, ApJ 908, 4, section 4; temperature and time scales inside their table 4).
 */
export function createTidalDisruption(
  place: Position & {
    readonly name: string;
    readonly z: number;
    readonly peakJd: number;
    readonly absoluteMagR: number;
  },
  random: Random,
): Truth {
  const [kelvin, riseDays, fallDays] = [random.uniform(18000, 30000), random.uniform(9, 14), random.uniform(35, 55)];
  const peak = byBand((fid) =>
    fluxOfMag(place.absoluteMagR + blackbodyColour(kelvin, fid) + distanceModulus(place.z) + foreground(place, fid)),
  );
  const galaxy = { ...hostGalaxy(place.z, random, -19.9), east: 0.05, north: -0.04 };
  return {
    ...place,
    kind: 'TDE',
    reference: { 1: 0, 2: 0, 3: 0 },
    flux(jd, fid) {
      const t = (jd - place.peakJd) / (1 + place.z);
      return peak[fid] * (t < 0 ? Math.exp(-0.5 * (t / riseDays) ** 2) : (1 + t / fallDays) ** (-5 / 3));
    },
    galaxy,
    labels: { simbad: 'Galaxy', tns: { type: 'TDE', afterDays: random.uniform(12, 20) } },
    realness: 0.97,
  };
}
