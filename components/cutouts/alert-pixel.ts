import type { StampPlane, StampWcs } from '#domain/stamps/frame.ts';
import { pixelFromSky, tanFromWcs } from '#domain/stamps/wcs.ts';
import type { StampZoom } from '#domain/stamps/zoom.ts';

/** Where the alert is on the sky, degrees; NaN or absent while that is not known. */
export interface SkyPlace {
  readonly raDeg?: number;
  readonly decDeg?: number;
}

type Plane = Pick<StampPlane, 'width' | 'height' | 'wcs'>;

/** Pixel in the middle, counted from 1. */
export function middleOf({ width, height }: Pick<Plane, 'width' | 'height'>): readonly [x: number, y: number] {
  return [width / 2 + 0.5, height / 2 + 0.5];
}

/** A grid about the middle of a stamp with north up and east left; `pixelDeg` is the side of its pixels, degrees. */
export function northUpWcs(plane: Plane, crval: StampWcs['crval'], pixelDeg: number): StampWcs {
  return { crval, crpix: middleOf(plane), cd: [-pixelDeg, 0, 0, pixelDeg] };
}

/** Pixel of the alert, counted from 1: by the WCS, whose reference is the alert's position, else the centre. */
export function alertPixel(plane: Plane, { raDeg, decDeg }: SkyPlace = {}): readonly [x: number, y: number] {
  const { wcs } = plane;
  if (!wcs) return middleOf(plane);
  const known = raDeg !== undefined && decDeg !== undefined && Number.isFinite(raDeg + decDeg);
  return (known ? pixelFromSky(tanFromWcs(wcs), raDeg, decDeg) : undefined) ?? wcs.crpix;
}

/** Place of a pixel (counted from 1) in the tile, 0…1 from the top left: the inverse of `planeFromPicture`. */
export function placeOfPixel(
  { width, height }: Plane,
  [x, y]: readonly [number, number],
  zoom: StampZoom,
): readonly [number, number] {
  const side = Math.max(width, height);
  return [
    ((x - 0.5 - width / 2) / side - zoom.x) * zoom.scale + 0.5,
    0.5 - ((y - 0.5 - height / 2) / side - zoom.y) * zoom.scale,
  ];
}

/**
 * A stamp without a WCS as if it had one: its alert at the centre, north up, pixels of the nominal size. For laying it against what has
 * one; that its north is up is a guess.
 */
export function nominallyPlaced<P extends Plane>(plane: P, { raDeg, decDeg }: SkyPlace, scaleArcsec: number): P {
  if (plane.wcs || raDeg === undefined || decDeg === undefined || !Number.isFinite(raDeg + decDeg)) return plane;
  return { ...plane, wcs: northUpWcs(plane, [raDeg, decDeg], scaleArcsec / 3600) };
}
