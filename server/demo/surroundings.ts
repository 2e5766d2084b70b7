import { galacticDeg, type Position } from './palomar-sky.ts';
import { createRandom, type Random } from './random.ts';
import { surveyPlan } from './survey-plan.ts';
import { type ByBand, byBand, fluxOfMag, magOfFlux, type Truth } from './truth.ts';

/** A source of the reference image or of a catalogue near the object. Offsets in arcsec, east and north of the object. */
export interface Neighbour {
  readonly east: number;
  readonly north: number;
  readonly mag: ByBand;
  readonly star: boolean;
  /** Star–galaxy score, 1 = star. */
  readonly score: number;
}

/** What surrounds an object: fixed for all its alerts. */
export interface Surroundings {
  /** Stars of the field within 60″, whether a stamp shows them or not. */
  readonly stars: readonly Neighbour[];
  /** Everything that PS1 would list, nearest first: the object's own counterpart, its galaxy, the stars. */
  readonly catalogue: readonly Neighbour[];
  /** Readout channel 0…63 and pixel on it. */
  readonly rcid: number;
  readonly x: number;
  readonly y: number;
}

export const distanceOf = (n: { readonly east: number; readonly north: number }): number => Math.hypot(n.east, n.north);

/** Position of something `east`, `north` arcsec from `from`. */
export function shifted(from: Position, east: number, north: number): Position {
  const decDeg = from.decDeg + north / 3600;
  return { raDeg: from.raDeg + east / 3600 / Math.cos((from.decDeg * Math.PI) / 180), decDeg };
}

/** Stars brighter than 22 in a square arcminute: 1.5 at the poles, 25 in the plane (rough fit to Gaia counts). */
function density(position: Position): number {
  const [, b] = galacticDeg(position);
  return 1.5 + 23 * Math.exp(-Math.abs(b) / 9);
}

function starsAround(truth: Truth, random: Random): readonly Neighbour[] {
  const expected = density(truth) * Math.PI;
  const count = Math.max(3, Math.round(expected + Math.sqrt(expected) * random.normal()));
  const clearOf = truth.kind === 'Asteroid' || truth.kind === 'Satellite' ? 7 : 3.5;
  return Array.from({ length: Math.min(40, count) }, () => {
    const [distance, angle] = [Math.max(clearOf, 60 * Math.sqrt(random.next())), random.uniform(0, 2 * Math.PI)];
    // Counts grow by 0.25 dex a magnitude.
    const magR = Math.max(12.5, 22 + Math.log10(random.next() + 1e-5) / 0.25);
    const colour = random.uniform(0.2, 1.3);
    return {
      east: distance * Math.sin(angle),
      north: distance * Math.cos(angle),
      mag: { 1: magR + colour, 2: magR, 3: magR - 0.4 * colour },
      star: magR < 20 || random.chance(0.7),
      score: 0,
    };
  }).map((n) => ({ ...n, score: n.star ? random.uniform(0.86, 1) : random.uniform(0.01, 0.35) }));
}

function counterparts(truth: Truth, random: Random): readonly Neighbour[] {
  const own: Neighbour[] = [];
  if (truth.reference[2] > fluxOfMag(22.6)) {
    const point = truth.galaxy === undefined;
    const mag = byBand((fid) => magOfFlux(truth.reference[fid]));
    own.push({
      east: 0.08 * random.normal(),
      north: 0.08 * random.normal(),
      mag,
      star: point,
      score: point && truth.kind !== 'AGN' ? random.uniform(0.93, 1) : random.uniform(0.4, 0.9),
    });
  } else if (truth.galaxy !== undefined && truth.galaxy.mag[2] < 22.5) {
    own.push({ ...truth.galaxy, star: false, score: random.uniform(0.005, 0.2) });
  }
  if (truth.kind === 'Bogus') {
    const magR = random.uniform(12.8, 15.5);
    const angle = random.uniform(0, 2 * Math.PI);
    const distance = random.uniform(0.6, 2.6);
    const mag = { 1: magR + 0.6, 2: magR, 3: magR - 0.2 };
    own.push({ east: distance * Math.sin(angle), north: distance * Math.cos(angle), mag, star: true, score: 0.99 });
  }
  return own;
}

/** Everything around a simulated object, from its name alone. */
export function surroundingsOf(truth: Truth): Surroundings {
  const random = createRandom(`${surveyPlan.seed}/around/${truth.name}`);
  const own = counterparts(truth, random.fork('own'));
  const stars = starsAround(truth, random.fork('stars'));
  const catalogue = [...own, ...stars].sort((a, b) => distanceOf(a) - distanceOf(b));
  const inner = (): number => Math.round(random.uniform(80, 2990) * 100) / 100;
  const edgeX = random.chance(0.5) ? random.uniform(12, 24) : 3072 - random.uniform(12, 24);
  return {
    stars: truth.kind === 'Bogus' ? [...own, ...stars] : stars,
    catalogue,
    rcid: random.integer(0, 63),
    x: truth.edge === undefined ? inner() : Math.round(edgeX * 100) / 100,
    y: inner(),
  };
}
