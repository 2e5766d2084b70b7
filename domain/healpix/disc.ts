import { type Direction, outlineOf, pixelOf, ringAbove, ringAt } from '#domain/healpix/ring.ts';

const radians = Math.PI / 180;
/** Rounding errors of the geometry stay far below this, radians (0.2 milliarcsec). */
const slack = 1e-9;

/** Consecutive pixel numbers, both ends included. */
export interface PixelRange {
  readonly first: number;
  readonly last: number;
}

/** Half the chord squared between two directions, sin²(d/2): exact for small distances, unlike the cosine. */
function haversine(a: Direction, b: Direction): number {
  const dz = a.z - b.z;
  const ds = a.sinTheta - b.sinTheta;
  const sinHalf = Math.sin((a.phi - b.phi) / 2);
  return (dz * dz + ds * ds) / 4 + a.sinTheta * b.sinTheta * sinHalf * sinHalf;
}

function haversineOf(angle: number): number {
  const sinHalf = Math.sin(Math.min(angle, Math.PI) / 2);
  return sinHalf * sinHalf;
}

function distance(a: Direction, b: Direction): number {
  return 2 * Math.asin(Math.min(1, Math.sqrt(haversine(a, b))));
}

/** Largest distance from a pixel's centre to its corners, radians: reached where the polar cap meets the equator. */
function largestPixelRadius(nside: number): number {
  const shrunk = (1 - 1 / nside) ** 2;
  const z = 1 - shrunk / 3;
  const centre: Direction = { z: 2 / 3, sinTheta: Math.sqrt(5) / 3, phi: Math.PI / (4 * nside) };
  return distance(centre, { z, sinTheta: Math.sqrt((1 - z) * (1 + z)), phi: 0 });
}

/** Half the width in longitude of a disc at a ring, radians: π for all of it, negative for none. */
function halfWidth(centre: Direction, reach: number, z: number, sinTheta: number): number {
  const product = sinTheta * centre.sinTheta;
  const room = haversineOf(reach) - haversine({ z, sinTheta, phi: 0 }, { ...centre, phi: 0 });
  if (room < 0) return -1;
  const share = product === 0 ? 2 : room / product;
  return share >= 1 ? Math.PI : 2 * Math.asin(Math.sqrt(share));
}

interface Disc {
  readonly nside: number;
  readonly centre: Direction;
  readonly radius: number;
  /** Radius and the largest distance at which the centre of a touched pixel can be. */
  readonly reach: number;
  /** Outlines are looked at in so many points a side, and count from this haversine on: half a gap between points is allowed for. */
  readonly pointsPerSide: number;
  readonly outlineWithin: number;
  readonly home: number;
}

function outlineTouches(disc: Disc, ring: number, column: number): boolean {
  for (const point of outlineOf(disc.nside, ring, column, disc.pointsPerSide)) {
    if (haversine(point, disc.centre) <= disc.outlineWithin) return true;
  }
  return false;
}

/** Consecutive places of a ring, in units of its columns; may begin below 0 and end beyond the ring. None: `to` below `from`. */
interface Places {
  readonly from: number;
  readonly to: number;
}

const nowhere: Places = { from: 0, to: -1 };

/** Places whose centres lie within `half` of the disc's meridian; `tolerance` widens (or narrows) it, in columns. */
function placesWithin(disc: Disc, ring: { phi0: number; length: number }, half: number, tolerance: number): Places {
  if (half < 0) return nowhere;
  const step = (2 * Math.PI) / ring.length;
  const from = Math.ceil((disc.centre.phi - half - ring.phi0) / step - tolerance);
  const to = Math.floor((disc.centre.phi + half - ring.phi0) / step + tolerance);
  return { from, to: Math.min(to, from + ring.length - 1) };
}

/** Adds the pixels of one ring that the disc touches, as runs of consecutive ones. */
function addRing(disc: Disc, index: number, found: PixelRange[]): void {
  const ring = ringAt(disc.nside, index);
  const { length, first } = ring;
  const outer = placesWithin(disc, ring, halfWidth(disc.centre, disc.reach, ring.z, ring.sinTheta), slack);
  const inside = placesWithin(disc, ring, halfWidth(disc.centre, disc.radius, ring.z, ring.sinTheta), -slack);
  const touches = (place: number): boolean => {
    const column = ((place % length) + length) % length;
    return first + column === disc.home || outlineTouches(disc, index, column + 1);
  };
  let runFrom = Number.NaN;
  const end = (place: number): void => {
    if (!Number.isNaN(runFrom)) addPlaces(found, ring, { from: runFrom, to: place - 1 });
    runFrom = Number.NaN;
  };
  for (let place = outer.from; place <= outer.to; place++) {
    const isInside = place >= inside.from && place <= inside.to;
    if (isInside || touches(place)) {
      if (Number.isNaN(runFrom)) runFrom = place;
      if (isInside) place = Math.min(inside.to, outer.to);
    } else end(place);
  }
  end(outer.to + 1);
}

/** Places of a ring → pixel numbers, in one run or, where they pass longitude 0, in two. */
function addPlaces(
  found: PixelRange[],
  { first, length }: { first: number; length: number },
  { from, to }: Places,
): void {
  if (to - from + 1 >= length) {
    found.push({ first, last: first + length - 1 });
    return;
  }
  const low = ((from % length) + length) % length;
  const high = low + (to - from);
  if (high < length) found.push({ first: first + low, last: first + high });
  else found.push({ first, last: first + high - length }, { first: first + low, last: first + length - 1 });
}

/** A disc many pixels wide may take a few of the pixels around it that it does not quite touch. */
const wideInPixels = 40;

function discOf(nside: number, raDeg: number, decDeg: number, radiusDeg: number): Disc {
  const dec = decDeg * radians;
  const radius = radiusDeg * radians;
  const pixelRadius = largestPixelRadius(nside);
  const pointsPerSide = radius > wideInPixels * pixelRadius ? 4 : 16;
  return {
    nside,
    centre: { z: Math.sin(dec), sinTheta: Math.cos(dec), phi: raDeg * radians },
    radius,
    reach: radius + pixelRadius + slack,
    pointsPerSide,
    // A side is at most a pixel's diameter long, so that neighbours are closer than this.
    outlineWithin: haversineOf(radius + pixelRadius / pointsPerSide + slack),
    home: pixelOf(nside, raDeg, decDeg),
  };
}

/**
 * Pixels in RING order that a disc touches, as ascending runs of consecutive ones.
 *
 * Never misses a pixel that overlaps the disc; may hold one more where the disc passes within a fraction of a pixel (a sixteenth, or a
 * quarter where the disc is many pixels wide). Degrees; any radius up to 180. The time it takes goes with the disc's edge, not its area.
 */
export function rangesOfDisc(
  nside: number,
  place: { readonly raDeg: number; readonly decDeg: number },
  radiusDeg: number,
): readonly PixelRange[] {
  const disc = discOf(nside, place.raDeg, place.decDeg, radiusDeg);
  const theta = Math.PI / 2 - place.decDeg * radians;
  const top = theta - disc.reach <= 0 ? 1 : ringAbove(nside, Math.cos(theta - disc.reach));
  const bottom = theta + disc.reach >= Math.PI ? 4 * nside - 1 : ringAbove(nside, Math.cos(theta + disc.reach)) + 1;
  const found: PixelRange[] = [];
  for (let index = Math.max(1, top); index <= Math.min(bottom, 4 * nside - 1); index += 1) addRing(disc, index, found);
  return mergedRuns(found);
}

function mergedRuns(runs: PixelRange[]): readonly PixelRange[] {
  runs.sort((a, b) => a.first - b.first);
  const merged: { first: number; last: number }[] = [];
  for (const { first, last } of runs) {
    const latest = merged.at(-1);
    if (latest && first <= latest.last + 1) latest.last = Math.max(latest.last, last);
    else merged.push({ first, last });
  }
  return merged;
}

/** Number of pixels in runs. */
export function pixelCount(ranges: readonly PixelRange[]): number {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** Ascending pixel numbers → runs of consecutive ones. */
export function rangesOfPixels(pixels: readonly number[]): readonly PixelRange[] {
  return mergedRuns(pixels.map((pixel) => ({ first: pixel, last: pixel })));
}
