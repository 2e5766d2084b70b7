import { type Direction, outlineOf, pixelOf, ringAbove, ringAt } from '#domain/healpix/ring.ts';

const radians = Math.PI / 180;
const pointsPerSide = 16;
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
  readonly home: number;
}

/** Whether the pixel's outline comes within the radius; half the gap between its points is allowed for. */
function outlineTouches(disc: Disc, ring: number, column: number): boolean {
  const points = outlineOf(disc.nside, ring, column, pointsPerSide);
  // A side is at most a pixel's diameter long, so that neighbours are closer than this.
  const halfGap = largestPixelRadius(disc.nside) / pointsPerSide;
  const limit = haversineOf(disc.radius + halfGap + slack);
  return points.some((point) => haversine(point, disc.centre) <= limit);
}

function addRing(disc: Disc, index: number, reach: number, found: number[]): void {
  const ring = ringAt(disc.nside, index);
  const half = halfWidth(disc.centre, reach, ring.z, ring.sinTheta);
  if (half < 0) return;
  const step = (2 * Math.PI) / ring.length;
  const lowest = Math.ceil((disc.centre.phi - half - ring.phi0) / step - slack);
  const highest = Math.floor((disc.centre.phi + half - ring.phi0) / step + slack);
  const count = Math.min(highest - lowest + 1, ring.length);
  const inside = haversineOf(disc.radius);
  for (let offset = 0; offset < count; offset += 1) {
    const column = (((lowest + offset) % ring.length) + ring.length) % ring.length;
    const pixel = ring.first + column;
    const centre: Direction = { z: ring.z, sinTheta: ring.sinTheta, phi: ring.phi0 + column * step };
    const isIn =
      pixel === disc.home || haversine(centre, disc.centre) <= inside || outlineTouches(disc, index, column + 1);
    if (isIn) found.push(pixel);
  }
}

/**
 * Pixels in RING order that a disc touches, ascending.
 *
 * Never misses a pixel that overlaps the disc; may hold one more where the disc passes within a sixteenth of a pixel.
 * Degrees; any radius up to 180.
 */
export function pixelsOfDisc(nside: number, raDeg: number, decDeg: number, radiusDeg: number): readonly number[] {
  const dec = decDeg * radians;
  const radius = radiusDeg * radians;
  const disc: Disc = {
    nside,
    centre: { z: Math.sin(dec), sinTheta: Math.cos(dec), phi: raDeg * radians },
    radius,
    home: pixelOf(nside, raDeg, decDeg),
  };
  const reach = radius + largestPixelRadius(nside) + slack;
  const theta = Math.PI / 2 - dec;
  const top = theta - reach <= 0 ? 1 : ringAbove(nside, Math.cos(theta - reach));
  const bottom = theta + reach >= Math.PI ? 4 * nside - 1 : ringAbove(nside, Math.cos(theta + reach)) + 1;
  const found: number[] = [];
  for (let index = Math.max(1, top); index <= Math.min(bottom, 4 * nside - 1); index += 1) {
    addRing(disc, index, reach, found);
  }
  return found.sort((a, b) => a - b);
}

/** Ascending pixel numbers → runs of consecutive ones. */
export function rangesOfPixels(pixels: readonly number[]): readonly PixelRange[] {
  const ranges: { first: number; last: number }[] = [];
  for (const pixel of pixels) {
    const latest = ranges.at(-1);
    if (latest && pixel === latest.last + 1) latest.last = pixel;
    else ranges.push({ first: pixel, last: pixel });
  }
  return ranges;
}
