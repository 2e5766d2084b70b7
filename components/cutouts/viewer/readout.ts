import type { DecodedPlane, StampPlane } from '#domain/stamps/frame.ts';
import { mapped } from '#domain/stamps/homography.ts';
import { valueAt } from '#domain/stamps/picture.ts';
import { planeFromPicture } from '#domain/stamps/placement.ts';
import { skyFromPixel, tanFromWcs } from '#domain/stamps/wcs.ts';
import type { StampZoom } from '#domain/stamps/zoom.ts';
import { alertPixel, type SkyPlace } from '../alert-pixel.ts';
import { placedLayer, type Stamp } from './layers.ts';

/** Separation of two directions, arcsec; by the haversine, good at all sizes. */
export function separationArcsec(a: readonly [number, number], b: readonly [number, number]): number {
  const rad = Math.PI / 180;
  const h =
    Math.sin(((b[1] - a[1]) * rad) / 2) ** 2 +
    Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * Math.sin(((b[0] - a[0]) * rad) / 2) ** 2;
  return ((2 * Math.asin(Math.min(1, Math.sqrt(h)))) / rad) * 3600;
}

export interface Position {
  /** Pixel of the first stamp, counted from 1. */
  readonly x: number;
  readonly y: number;
  /** ICRS, degrees, where a WCS tells. */
  readonly sky: readonly [raDeg: number, decDeg: number] | null;
  /** From the alert, arcsec: to the right and up on the stamp, and the distance. */
  readonly offset: readonly [right: number, up: number];
  readonly separation: number;
}

export interface PositionRules {
  readonly zoom: StampZoom;
  readonly alert: SkyPlace;
  /** Arcsec a pixel where no WCS tells. */
  readonly scaleArcsec: number;
}

/** What lies under a place of the tile (0…1 from the top left). */
export function positionAt(plane: StampPlane, place: readonly [number, number], rules: PositionRules): Position {
  const [u, v] = mapped(planeFromPicture(plane, rules.zoom), ...place);
  const [x, y] = [u + 0.5, v + 0.5];
  const [x0, y0] = alertPixel(plane, rules.alert);
  if (!plane.wcs) {
    const offset = [(x - x0) * rules.scaleArcsec, (y - y0) * rules.scaleArcsec] as const;
    return { x, y, sky: null, offset, separation: Math.hypot(...offset) };
  }
  const wcs = tanFromWcs(plane.wcs);
  const sky = skyFromPixel(wcs, x, y);
  const separation = separationArcsec(skyFromPixel(wcs, x0, y0), sky);
  const scale = separation / (Math.hypot(x - x0, y - y0) || 1);
  return { x, y, sky, offset: [(x - x0) * scale, (y - y0) * scale], separation };
}

/** The pixel of a stamp at a place of a tile that shows `reference`; undefined beside the stamp. */
export function pixelUnder(
  stamp: Stamp & { readonly plane: DecodedPlane },
  place: readonly [number, number],
  rules: { readonly reference: StampPlane; readonly zoom: StampZoom },
): number {
  const { layer } = placedLayer(stamp, { ...rules, stretch: 'linear', percent: null, cuts: { low: 0, high: 1 } });
  return valueAt({ ...layer, smooth: false }, ...mapped(layer.toPlane, ...place));
}
