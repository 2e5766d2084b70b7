import type { SkyPosition } from '#domain/coordinates/separation.ts';

const radians = Math.PI / 180;

/** Right-handed, in whatever unit and frame its user says. */
export type Vector = readonly [x: number, y: number, z: number];

/** Three rows. */
export type Matrix = readonly [Vector, Vector, Vector];

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function rotated(matrix: Matrix, vector: Vector): Vector {
  return [dot(matrix[0], vector), dot(matrix[1], vector), dot(matrix[2], vector)];
}

export function difference(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** The unit vector of a direction. */
export function vectorOf({ raDeg, decDeg }: SkyPosition): Vector {
  const cosDec = Math.cos(decDeg * radians);
  return [cosDec * Math.cos(raDeg * radians), cosDec * Math.sin(raDeg * radians), Math.sin(decDeg * radians)];
}

/** Angle between two vectors of any length, degrees; good when it is tiny, too. */
export function angleDeg(a: Vector, b: Vector): number {
  const cross = Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
  return Math.atan2(cross, dot(a, b)) / radians;
}
