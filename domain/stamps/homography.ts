import type { StampWcs } from './frame.ts';

/** A projective map of the plane, row by row: (x, y) → (x′/w, y′/w) with (x′, y′, w) = M·(x, y, 1). */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

const degree = Math.PI / 180;

export function translation(x: number, y: number): Homography {
  return [1, 0, x, 0, 1, y, 0, 0, 1];
}

/** `second` after `first`. */
export function composed(second: Homography, first: Homography): Homography {
  const [a, b, c, d, e, f, g, h, i] = second;
  const column = (x: number, y: number, w: number) =>
    [a * x + b * y + c * w, d * x + e * y + f * w, g * x + h * y + i * w] as const;
  const [p, q, r] = [
    column(first[0], first[3], first[6]),
    column(first[1], first[4], first[7]),
    column(first[2], first[5], first[8]),
  ];
  return [p[0], q[0], r[0], p[1], q[1], r[1], p[2], q[2], r[2]];
}

/** The map back; undefined for one that loses an area. */
export function inverted(m: Homography): Homography | undefined {
  const [a, b, c, d, e, f, g, h, i] = m;
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (!Number.isFinite(determinant) || determinant === 0) return undefined;
  const s = 1 / determinant;
  return [
    (e * i - f * h) * s,
    (c * h - b * i) * s,
    (b * f - c * e) * s,
    (f * g - d * i) * s,
    (a * i - c * g) * s,
    (c * d - a * f) * s,
    (d * h - e * g) * s,
    (b * g - a * h) * s,
    (a * e - b * d) * s,
  ];
}

/** Where a point goes; NaN where it has no image. */
export function mapped(m: Homography, x: number, y: number): readonly [x: number, y: number] {
  const w = m[6] * x + m[7] * y + m[8];
  return [(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w];
}

/** Pixel (counted from 1) → tangent plane of the reference, radians to the east and to the north. */
function planeFromPixel({ crpix: [x, y], cd: [a, b, c, d] }: StampWcs): Homography {
  return composed([a * degree, b * degree, 0, c * degree, d * degree, 0, 0, 0, 1], translation(-x, -y));
}

/** Tangent plane → direction on the sphere: columns east, north and the reference itself. */
function skyFromPlane({ crval: [raDeg, decDeg] }: StampWcs): Homography {
  const [ra, dec] = [raDeg * degree, decDeg * degree];
  const [sinRa, cosRa, sinDec, cosDec] = [Math.sin(ra), Math.cos(ra), Math.sin(dec), Math.cos(dec)];
  return [-sinRa, -sinDec * cosRa, cosDec * cosRa, cosRa, -sinDec * sinRa, cosDec * sinRa, 0, cosDec, sinDec];
}

/**
 * Pixels of `from` → pixels of `to` that see the same sky, both counted from 1; undefined for a matrix without area.
 * Exact, not a linearisation: two gnomonic (TAN) pictures of one sphere differ by a projective map. Source: Calabretta & Greisen 2002, A&A 395, 1077, §5.1.3.
 */
export function homographyFromWcs(from: StampWcs, to: StampWcs): Homography | undefined {
  const pixelFromPlane = inverted(planeFromPixel(to));
  if (pixelFromPlane === undefined || inverted(planeFromPixel(from)) === undefined) return undefined;
  const [a, b, c, d, e, f, g, h, i] = skyFromPlane(to);
  const planeFromSky: Homography = [a, d, g, b, e, h, c, f, i];
  return composed(pixelFromPlane, composed(planeFromSky, composed(skyFromPlane(from), planeFromPixel(from))));
}
