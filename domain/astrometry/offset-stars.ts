import type { SkyPosition } from '#domain/coordinates/separation.ts';
import { type Offset, offsetFrom } from './offsets.ts';

/** A star of a catalogue, moved to the epoch of its user. ICRS. */
export interface CatalogueStar extends SkyPosition {
  /** Decimal text: exceeds 2^53. */
  readonly id: string;
  /** Gaia G, mag. */
  readonly mag: number;
}

/** A star from which a telescope is moved to a target that it does not see. */
export interface OffsetStar extends CatalogueStar {
  /** A, B, C, … by brightness. */
  readonly letter: string;
  /** Way from the star to the target, arcsec. */
  readonly toTarget: Offset;
  readonly distanceArcsec: number;
}

/** What makes a star a good start: bright but not blinding, near, and alone. */
const brightest = 10;
const faintest = 18;
const nearestArcsec = 8;
const aloneArcsec = 6;
const mostStars = 4;

function isAlone(star: CatalogueStar, stars: readonly CatalogueStar[]): boolean {
  return stars.every((other) => {
    if (other.id === star.id || other.mag > star.mag + 3) return true;
    const { eastArcsec, northArcsec } = offsetFrom(star, other);
    return !(Math.hypot(eastArcsec, northArcsec) < aloneArcsec);
  });
}

interface Candidate {
  readonly star: CatalogueStar;
  readonly at: Offset;
  readonly toTarget: Offset;
}

/** Far enough from those that were chosen before for circles and letters not to meet. */
function hasRoom({ at }: Candidate, chosen: readonly Candidate[], halfFieldArcsec: number): boolean {
  return chosen.every(
    (other) =>
      Math.hypot(at.eastArcsec - other.at.eastArcsec, at.northArcsec - other.at.northArcsec) > halfFieldArcsec * 0.2,
  );
}

/** The brightest stars of G 10 to 18 in a field that stand alone within 6″, at most four; none where there is none. */
export function offsetStars(
  target: SkyPosition,
  stars: readonly CatalogueStar[],
  halfFieldArcsec: number,
): readonly OffsetStar[] {
  const candidates = stars
    .filter(({ mag }) => mag >= brightest && mag <= faintest)
    .map((star) => ({ star, at: offsetFrom(target, star), toTarget: offsetFrom(star, target) }))
    .filter(({ at: { eastArcsec, northArcsec } }) => {
      const isInside = Math.max(Math.abs(eastArcsec), Math.abs(northArcsec)) < halfFieldArcsec * 0.94;
      return isInside && Math.hypot(eastArcsec, northArcsec) >= nearestArcsec;
    })
    .sort((a, b) => a.star.mag - b.star.mag)
    .filter(({ star }) => isAlone(star, stars));
  const chosen: Candidate[] = [];
  for (const next of candidates) {
    if (chosen.length < mostStars && hasRoom(next, chosen, halfFieldArcsec)) chosen.push(next);
  }
  return chosen.map(({ star, toTarget }, index) => ({
    ...star,
    letter: String.fromCharCode(65 + index),
    toTarget,
    distanceArcsec: Math.hypot(toTarget.eastArcsec, toTarget.northArcsec),
  }));
}
