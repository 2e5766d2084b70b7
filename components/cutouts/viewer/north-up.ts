import type { StampPlane } from '#domain/stamps/frame.ts';
import { pixelFromSky, skyFromPixel, tanFromWcs } from '#domain/stamps/wcs.ts';
import { pixelScaleArcsec } from '../compass.ts';
import type { Position } from './readout.ts';

/**
 * The same piece of sky about the middle of a stamp with north up and east left, in pixels of the same size: what tiles show in place of the
 * stamp's own grid. Without a WCS the stamp itself: nobody knows where its north is.
 */
export function northUp(plane: StampPlane): StampPlane {
  if (!plane.wcs) return plane;
  const middle = [plane.width / 2 + 0.5, plane.height / 2 + 0.5] as const;
  const step = pixelScaleArcsec(plane.wcs, Number.NaN) / 3600;
  if (Number.isNaN(step)) return plane;
  const crval = skyFromPixel(tanFromWcs(plane.wcs), ...middle);
  return { ...plane, wcs: { crval, crpix: middle, cd: [-step, 0, 0, step] } };
}

/** The same position with the pixel that the stamp's own grid has there. */
export function onOwnGrid(position: Position, { wcs }: StampPlane): Position {
  const pixel = wcs && position.sky ? pixelFromSky(tanFromWcs(wcs), ...position.sky) : undefined;
  return pixel ? { ...position, x: pixel[0], y: pixel[1] } : position;
}
