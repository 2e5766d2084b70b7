const halfPi = Math.PI / 2;
const radians = Math.PI / 180;

/** The row and the place in it of the southernmost and westernmost corners of the 12 base pixels (Górski et al. 2005). */
export const faceRow = [2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4] as const;
export const faceColumn = [1, 3, 5, 7, 0, 2, 4, 6, 1, 3, 5, 7] as const;

/** One ring of pixels of equal latitude. `phi0` is the longitude of the first centre, radians. */
export interface Ring {
  readonly first: number;
  readonly length: number;
  /** cos and sin of the colatitude of its centres. */
  readonly z: number;
  readonly sinTheta: number;
  readonly phi0: number;
}

/** Ring number `index`, 1 (north) to 4·nside − 1. */
export function ringAt(nside: number, index: number): Ring {
  const capPixels = 2 * nside * (nside - 1);
  const pixels = 12 * nside * nside;
  if (index >= nside && index <= 3 * nside) {
    const z = ((2 * nside - index) * 2) / (3 * nside);
    const isShifted = (index - nside) % 2 === 0;
    const first = capPixels + (index - nside) * 4 * nside;
    const sinTheta = Math.sqrt((1 - z) * (1 + z));
    return { first, length: 4 * nside, z, sinTheta, phi0: isShifted ? Math.PI / (4 * nside) : 0 };
  }
  const fromPole = index < nside ? index : 4 * nside - index;
  const depth = (fromPole * fromPole) / (3 * nside * nside);
  const first = index < nside ? 2 * fromPole * (fromPole - 1) : pixels - 2 * fromPole * (fromPole + 1);
  return {
    first,
    length: 4 * fromPole,
    z: index < nside ? 1 - depth : depth - 1,
    sinTheta: Math.sqrt(depth * (2 - depth)),
    phi0: Math.PI / (4 * fromPole),
  };
}

/** Number of the ring at or just north of z = cos θ, 0 above the first. */
export function ringAbove(nside: number, z: number): number {
  const size = Math.abs(z);
  if (size <= 2 / 3) return Math.floor(nside * (2 - 1.5 * z));
  const fromPole = Math.floor(nside * Math.sqrt(3 * (1 - size)));
  return z > 0 ? fromPole : 4 * nside - fromPole - 1;
}

function modulo(value: number, length: number): number {
  const rest = value % length;
  return rest < 0 ? rest + length : rest;
}

function equatorialPixel(nside: number, z: number, quarter: number): number {
  const up = nside * (0.5 + quarter);
  const across = nside * z * 0.75;
  const rising = Math.floor(up - across);
  const falling = Math.floor(up + across);
  const ring = nside + 1 + rising - falling;
  const shift = 1 - (ring & 1);
  const column = modulo((rising + falling - nside + shift + 1) >> 1, 4 * nside);
  return 2 * nside * (nside - 1) + (ring - 1) * 4 * nside + column;
}

function polarPixel(nside: number, z: number, sinTheta: number, quarter: number): number {
  const size = Math.abs(z);
  const within = quarter - Math.floor(quarter);
  const scale = size < 0.99 ? nside * Math.sqrt(3 * (1 - size)) : (nside * sinTheta) / Math.sqrt((1 + size) / 3);
  const ring = Math.floor(within * scale) + Math.floor((1 - within) * scale) + 1;
  const column = modulo(Math.floor(quarter * ring), 4 * ring);
  return z > 0 ? 2 * ring * (ring - 1) + column : 12 * nside * nside - 2 * ring * (ring + 1) + column;
}

/**
 * HEALPix pixel of a position in RING order (Górski et al. 2005, ApJ 622, 759).
 * Degrees; `nside` is a power of two up to 8192.
 */
export function pixelOf(nside: number, raDeg: number, decDeg: number): number {
  // By way of the colatitude, so that positions on a border fall as they do for the tables' other writers.
  const theta = halfPi - decDeg * radians;
  const z = Math.cos(theta);
  const quarter = modulo((raDeg * radians) / halfPi, 4);
  return Math.abs(z) <= 2 / 3 ? equatorialPixel(nside, z, quarter) : polarPixel(nside, z, Math.sin(theta), quarter);
}

/** Which of the 12 base pixels a pixel lies in, and where: x to the north-east, y to the north-west. */
export interface FacePlace {
  readonly face: number;
  readonly x: number;
  readonly y: number;
}

function faceOf(nside: number, ring: number, column: number): number {
  if (ring < nside) return Math.floor((column - 1) / ring);
  if (ring > 3 * nside) return 8 + Math.floor((column - 1) / (4 * nside - ring));
  const fromTop = ring - nside + 1;
  const falling = Math.floor((column - Math.floor(fromTop / 2) + nside - 1) / nside);
  const rising = Math.floor((column - Math.floor((2 * nside + 2 - fromTop) / 2) + nside - 1) / nside);
  if (rising === falling) return rising | 4;
  return rising < falling ? rising : falling + 8;
}

export function facePlaceOf(nside: number, ring: number, column: number): FacePlace {
  const face = faceOf(nside, ring, column);
  const isPolar = ring < nside || ring > 3 * nside;
  const perFace = isPolar ? Math.min(ring, 4 * nside - ring) : nside;
  const shift = isPolar ? 0 : (ring + nside) & 1;
  const down = ring - (faceRow[face] ?? 0) * nside + 1;
  let across = 2 * column - (faceColumn[face] ?? 0) * perFace - shift - 1;
  if (across >= 2 * nside) across -= 8 * nside;
  return { face, x: (across - down) >> 1, y: (-across - down) >> 1 };
}

/** A direction as cos θ, sin θ and φ in radians. */
export interface Direction {
  readonly z: number;
  readonly sinTheta: number;
  readonly phi: number;
}

/** Direction of a point of a base pixel; x and y run from 0 to 1. */
function directionOnFace(face: number, x: number, y: number): Direction {
  const row = (faceRow[face] ?? 0) - x - y;
  const fromPole = Math.max(0, Math.min(1, row < 1 ? row : 4 - row));
  const across = (faceColumn[face] ?? 0) * fromPole + x - y;
  const phi = fromPole < 1e-15 ? 0 : ((Math.PI / 4) * across) / fromPole;
  if (row >= 1 && row <= 3) {
    const z = ((2 - row) * 2) / 3;
    return { z, sinTheta: Math.sqrt((1 - z) * (1 + z)), phi };
  }
  const depth = (fromPole * fromPole) / 3;
  return { z: row < 1 ? 1 - depth : depth - 1, sinTheta: Math.sqrt(depth * (2 - depth)), phi };
}

/** Points on the outline of a pixel, `perSide` on each of its four sides, the corners included. */
export function outlineOf(nside: number, ring: number, column: number, perSide: number): readonly Direction[] {
  const place = facePlaceOf(nside, ring, column);
  const points: Direction[] = [];
  for (let step = 0; step < perSide; step += 1) {
    const along = step / perSide;
    const corners = [
      [along, 0],
      [1, along],
      [1 - along, 1],
      [0, 1 - along],
    ] as const;
    for (const [dx, dy] of corners) {
      points.push(directionOnFace(place.face, (place.x + dx) / nside, (place.y + dy) / nside));
    }
  }
  return points;
}
