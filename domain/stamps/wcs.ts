import type { FitsHeader } from './fits.ts';
import type { StampWcs } from './frame.ts';

/** A gnomonic (TAN) projection of ICRS right ascension and declination, degrees. Pixels are counted as FITS does: the first is centred on 1. */
export interface TanWcs {
  readonly refPixel: readonly [x: number, y: number];
  readonly refSkyDeg: readonly [ra: number, dec: number];
  /** Degrees a pixel: [[∂x/∂i, ∂x/∂j], [∂y/∂i, ∂y/∂j]], x to the east, y to the north. */
  readonly matrix: readonly [readonly [number, number], readonly [number, number]];
}

/** The projection that a stamp's WCS says. */
export function tanFromWcs({ crval, crpix, cd: [a, b, c, d] }: StampWcs): TanWcs {
  return {
    refSkyDeg: crval,
    refPixel: crpix,
    matrix: [
      [a, b],
      [c, d],
    ],
  };
}

const degree = Math.PI / 180;

function matrixOf(header: FitsHeader): TanWcs['matrix'] | undefined {
  const element = (prefix: string, i: number, j: number) => header.number(`${prefix}${i}_${j}`);
  const has = (prefix: string) => [1, 2].some((i) => [1, 2].some((j) => element(prefix, i, j) !== undefined));
  const cell = (i: 1 | 2, j: 1 | 2): number => {
    if (has('CD')) return element('CD', i, j) ?? 0;
    return (element('PC', i, j) ?? (i === j ? 1 : 0)) * (header.number(`CDELT${i}`) ?? 1);
  };
  if (!has('CD') && !has('PC') && header.number('CDELT1') === undefined) return undefined;
  return [
    [cell(1, 1), cell(1, 2)],
    [cell(2, 1), cell(2, 2)],
  ];
}

/**
 * The WCS of a stamp; undefined where the header has none, or one of another projection.
 *
 * Rubin writes PC and CRVAL but neither CTYPE nor CUNIT: right ascension and declination in degrees, TAN, are meant.
 * Source: Calabretta & Greisen 2002, A&A 395, 1077.
 */
export function wcsOf(header: FitsHeader): TanWcs | undefined {
  const types = [header.value('CTYPE1') ?? 'RA---TAN', header.value('CTYPE2') ?? 'DEC--TAN'];
  if (types[0] !== 'RA---TAN' || types[1] !== 'DEC--TAN') return undefined;
  const numbers = ['CRPIX1', 'CRPIX2', 'CRVAL1', 'CRVAL2'].map((key) => header.number(key));
  const [x, y, ra, dec] = numbers;
  const matrix = matrixOf(header);
  if (x === undefined || y === undefined || ra === undefined || dec === undefined || !matrix) return undefined;
  const [[a, b], [c, d]] = matrix;
  if (a * d - b * c === 0) return undefined;
  return { refPixel: [x, y], refSkyDeg: [ra, dec], matrix };
}

/** Right ascension and declination (ICRS, degrees) of a pixel, counted from 1. */
export function skyFromPixel(wcs: TanWcs, pixelX: number, pixelY: number): readonly [raDeg: number, decDeg: number] {
  const i = pixelX - wcs.refPixel[0];
  const j = pixelY - wcs.refPixel[1];
  const [[a, b], [c, d]] = wcs.matrix;
  const x = (a * i + b * j) * degree;
  const y = (c * i + d * j) * degree;
  const [ra0, dec0] = [wcs.refSkyDeg[0] * degree, wcs.refSkyDeg[1] * degree];
  const across = Math.cos(dec0) - y * Math.sin(dec0);
  const ra = ra0 + Math.atan2(x, across);
  const dec = Math.atan2(Math.sin(dec0) + y * Math.cos(dec0), Math.hypot(x, across));
  return [(((ra / degree) % 360) + 360) % 360, dec / degree];
}

/** Pixel (counted from 1) of a position in degrees; undefined beyond 90° from the reference, where TAN has no image. */
export function pixelFromSky(wcs: TanWcs, raDeg: number, decDeg: number): readonly [x: number, y: number] | undefined {
  const [ra, dec] = [raDeg * degree, decDeg * degree];
  const [ra0, dec0] = [wcs.refSkyDeg[0] * degree, wcs.refSkyDeg[1] * degree];
  const cosine = Math.sin(dec) * Math.sin(dec0) + Math.cos(dec) * Math.cos(dec0) * Math.cos(ra - ra0);
  if (cosine <= 0) return undefined;
  const x = (Math.cos(dec) * Math.sin(ra - ra0)) / cosine / degree;
  const y = (Math.sin(dec) * Math.cos(dec0) - Math.cos(dec) * Math.sin(dec0) * Math.cos(ra - ra0)) / cosine / degree;
  const [[a, b], [c, d]] = wcs.matrix;
  const determinant = a * d - b * c;
  return [wcs.refPixel[0] + (d * x - b * y) / determinant, wcs.refPixel[1] + (a * y - c * x) / determinant];
}

/** Side of a pixel, arcsec: the root of its area. */
export function pixelScaleArcsec(wcs: TanWcs): number {
  const [[a, b], [c, d]] = wcs.matrix;
  return Math.sqrt(Math.abs(a * d - b * c)) * 3600;
}

/** Directions of north and east in the image, as unit steps in pixels (x to the right, y towards higher rows). */
export function compassOf(wcs: TanWcs): {
  readonly north: readonly [number, number];
  readonly east: readonly [number, number];
} {
  const [[a, b], [c, d]] = wcs.matrix;
  const determinant = a * d - b * c;
  const unit = (x: number, y: number): readonly [number, number] => {
    const length = Math.hypot(x, y);
    return [x / length, y / length];
  };
  return { north: unit(-b / determinant, a / determinant), east: unit(d / determinant, -c / determinant) };
}
