import type { StampWcs } from '#domain/stamps/frame.ts';

export interface Direction {
  /** Unit vector on screen: x to the right, y down. */
  readonly x: number;
  readonly y: number;
}

/** North and east on a stamp whose first row is drawn at the bottom; from the inverse of the CD matrix (FITS paper II). */
export function compassFromWcs({
  cd: [a, b, c, d],
}: StampWcs): { readonly north: Direction; readonly east: Direction } | null {
  const determinant = a * d - b * c;
  if (!Number.isFinite(determinant) || determinant === 0) return null;
  const unit = (x: number, y: number): Direction => {
    const length = Math.hypot(x, y);
    return { x: x / length, y: -y / length };
  };
  return { north: unit(-b / determinant, a / determinant), east: unit(d / determinant, -c / determinant) };
}

/** Arcseconds per pixel of a stamp: of its WCS, else the survey's nominal scale. */
export function pixelScaleArcsec(wcs: StampWcs | null, nominal: number): number {
  if (!wcs) return nominal;
  const [a, b, c, d] = wcs.cd;
  const scale = Math.sqrt(Math.abs(a * d - b * c)) * 3600;
  return scale > 0 && Number.isFinite(scale) ? scale : nominal;
}

/** Length of the scale bar: the longest round number of arcseconds within 40 % of a stamp. */
export function scaleBarArcsec(widthArcsec: number): number {
  return [10, 5, 2, 1, 0.5, 0.2].find((length) => length <= widthArcsec * 0.4) ?? 0.1;
}
