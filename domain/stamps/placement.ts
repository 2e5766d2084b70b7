import type { StampPlane, StampWcs } from './frame.ts';
import { composed, type Homography, homographyFromWcs, mapped, translation } from './homography.ts';
import { type StampZoom, wholeStamp } from './zoom.ts';

type Shape = Pick<StampPlane, 'width' | 'height' | 'wcs'>;

/**
 * Place in a square picture (0…1 from the top left) → place in the plane, whose row 0 is at the bottom.
 * The longer side fills the picture; what is beyond the shorter one is outside of the plane.
 */
export function planeFromPicture({ width, height }: Shape, zoom: StampZoom = wholeStamp): Homography {
  const side = Math.max(width, height);
  const step = side / zoom.scale;
  return [step, 0, width / 2 + zoom.x * side - step / 2, 0, -step, height / 2 + zoom.y * side + step / 2, 0, 0, 1];
}

/** How two stamps were laid upon each other. */
export type Alignment = 'sky' | 'centre';

export interface Aligned {
  readonly toPlane: Homography;
  readonly by: Alignment;
}

/** Pixels counted from 1 at their centres ↔ places counted from 0 at their corners. */
const fromFits = translation(-0.5, -0.5);
const toFits = translation(0.5, 0.5);

/**
 * Where a picture that shows `reference` sees `plane`: the same sky where both have a WCS, else the same distance from the centre, where the alert is.
 * @returns the map from the picture to the plane, and which of the two it was.
 */
export function alignedTo(reference: Shape, plane: Shape, zoom: StampZoom = wholeStamp): Aligned {
  const toReference = planeFromPicture(reference, zoom);
  const between = reference.wcs && plane.wcs ? homographyFromWcs(reference.wcs, plane.wcs) : undefined;
  if (between !== undefined)
    return { toPlane: composed(composed(fromFits, composed(between, toFits)), toReference), by: 'sky' };
  const shift = translation((plane.width - reference.width) / 2, (plane.height - reference.height) / 2);
  return { toPlane: composed(shift, toReference), by: 'centre' };
}

/** True where both see the sky through the same matrix, so that pixels lie on pixels. */
export function sameGrid(one: StampWcs | null, other: StampWcs | null): boolean {
  if (one === null || other === null) return true;
  const between = homographyFromWcs(one, other);
  if (between === undefined) return true;
  const [x, y] = one.crpix;
  const [atX, atY] = mapped(between, x, y);
  const [rightX, rightY] = mapped(between, x + 1, y);
  const whole = (value: number): boolean => Math.abs(value - Math.round(value)) < 0.01;
  return Math.abs(rightX - atX - 1) < 1e-4 && Math.abs(rightY - atY) < 1e-4 && whole(atX - x) && whole(atY - y);
}
