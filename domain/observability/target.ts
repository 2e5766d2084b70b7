import type { SkyPosition } from '#domain/coordinates/separation.ts';
import { type Vector, vectorOf } from '#domain/coordinates/vector.ts';
import type { UnixMs } from '#domain/units/quantity.ts';

/** Where to point at a moment: a unit vector, ICRS. */
export type Target = (ms: UnixMs) => Vector;

/** Something that stays where it is. */
export function fixedTarget(position: SkyPosition): Target {
  const vector = vectorOf(position);
  return () => vector;
}

/** One line of an ephemeris. */
export interface EphemerisPoint extends SkyPosition {
  readonly ms: UnixMs;
}

function placeAmong(points: readonly EphemerisPoint[], ms: UnixMs): number {
  let low = 0;
  let high = points.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((points[middle]?.ms ?? 0) <= ms) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Something that moves: straight between the lines of an ephemeris (ascending in time), and on in the last direction beyond its ends.
 * Undefined without lines.
 */
export function movingTarget(points: readonly EphemerisPoint[]): Target | undefined {
  const only = points[0];
  if (only === undefined) return undefined;
  const vectors = points.map(vectorOf);
  return (ms) => {
    const index = placeAmong(points, ms);
    const [a, b] = [points[index], points[index + 1]];
    const [from, to] = [vectors[index], vectors[index + 1]];
    if (!a || !b || !from || !to) return vectors[0] ?? vectorOf(only);
    const t = (ms - a.ms) / (b.ms - a.ms);
    const [x, y, z] = [0, 1, 2].map((i) => (from[i] ?? 0) + t * ((to[i] ?? 0) - (from[i] ?? 0)));
    const [p, q, r] = [x ?? 0, y ?? 0, z ?? 0];
    const length = Math.hypot(p, q, r);
    return [p / length, q / length, r / length];
  };
}
