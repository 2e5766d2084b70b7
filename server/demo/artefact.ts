import type { Position } from './palomar-sky.ts';
import { createRandom } from './random.ts';
import { fluxOfMag, type Truth } from './truth.ts';

/** Subtraction residue beside a bright star: now and then a false source of either sign, where nothing varies. */
export function createArtefact(
  place: Position & { readonly name: string; readonly seed: string; readonly share: number },
): Truth {
  return {
    ...place,
    kind: 'Bogus',
    reference: { 1: 0, 2: 0, 3: 0 },
    flux(jd, fid) {
      const random = createRandom(`${place.seed}/${place.name}/${jd}/${fid}`);
      if (!random.chance(place.share)) return 0;
      const flux = fluxOfMag(random.uniform(17.2, 19.2));
      return random.chance(0.3) ? -flux : flux;
    },
    labels: {},
    realness: 0.45,
  };
}

/** Known object of the Solar System that is next to a detection. */
export interface SolarSystemMatch {
  readonly designation: string;
  readonly distanceArcsec: number;
  readonly magV: number;
}

/** Something that was there for one exposure only: an asteroid on its way, a piece of a satellite trail. */
export function createPassing(
  place: Position & {
    readonly name: string;
    readonly kind: 'Asteroid' | 'Satellite';
    readonly jd: number;
    readonly magR: number;
  },
): Truth {
  return {
    ...place,
    reference: { 1: 0, 2: 0, 3: 0 },
    flux: (jd, fid) => (Math.abs(jd - place.jd) < 1e-6 ? fluxOfMag(place.magR + { 1: 0.55, 2: 0, 3: -0.15 }[fid]) : 0),
    labels: {},
    realness: 0.97,
  };
}
