import type { StampPlane } from '#domain/stamps/frame.ts';
import { pixelFromSky, skyFromPixel, tanFromWcs } from '#domain/stamps/wcs.ts';
import { middleOf, northUpWcs } from '../alert-pixel.ts';
import { pixelScaleArcsec } from '../compass.ts';
import type { Position } from './readout.ts';

/**
 * The same piece of sky about the middle of a stamp with north up and east left, in pixels of the same size: what tiles show in place of the
 * stamp's own grid. Without a WCS the stamp itself: nobody knows where its north is.
 */
export function northUp(plane: StampPlane): StampPlane {
  if (!plane.wcs) return plane;
  const step = pixelScaleArcsec(plane.wcs, Number.NaN) / 3600;
  if (Number.isNaN(step)) return plane;
  const crval = skyFromPixel(tanFromWcs(plane.wcs), ...middleOf(plane));
  return { ...plane, wcs: northUpWcs(plane, crval, step) };
}

/** The same position with the pixel that the stamp's own grid has there. */
export function onOwnGrid(position: Position, { wcs }: StampPlane): Position {
  const pixel = wcs && position.sky ? pixelFromSky(tanFromWcs(wcs), ...position.sky) : undefined;
  return pixel ? { ...position, x: pixel[0], y: pixel[1] } : position;
}
