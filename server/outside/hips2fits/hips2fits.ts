import type { SkyPosition } from '#domain/coordinates/separation.ts';
import { type JpegSize, jpegSize } from '#domain/drawing/jpeg.ts';
import type { StampPlane } from '#domain/stamps/frame.ts';
import { planeFromFits } from '#domain/stamps/planes-from-fits.ts';
import { createOutsideService, type OutsideContext, type OutsideDeps, unreadable } from '../service/outside-service.ts';

/** A picture of a square field: north up, east left, gnomonic. */
export interface SkyPicture {
  readonly jpeg: Uint8Array;
  readonly size: JpegSize;
}

export interface SkyPictureRequest extends SkyPosition {
  /** Id of an image survey: `CDS/P/DSS2/red`. */
  readonly hips: string;
  readonly fieldArcmin: number;
  /** Side, pixels. */
  readonly pixels: number;
  /** Grey surveys: stars black on white. */
  readonly isInverted: boolean;
}

export interface SkyImageRequest extends SkyPosition {
  /** Id of an image survey of one band: `CDS/P/PanSTARRS/DR1/r`. */
  readonly hips: string;
  readonly fieldArcsec: number;
  /** Side, pixels. */
  readonly pixels: number;
}

/** The cutout service of the CDS over its image surveys. */
export interface Hips2Fits {
  /** @throws {PortalError} naming the service. */
  picture(request: SkyPictureRequest, context?: OutsideContext): Promise<SkyPicture>;
  /** The survey's own pixels of a square field, gnomonic with a WCS; NaN, or all alike, where the survey has not been. @throws {PortalError} naming the service. */
  image(request: SkyImageRequest, context?: OutsideContext): Promise<StampPlane>;
  state(): string;
}

const dependency = 'hips2fits service of the CDS';
const day = 86_400_000;

export function createHips2Fits(deps: OutsideDeps): Hips2Fits {
  const service = createOutsideService({
    maxBytes: 4e6,
    ...deps,
    dependency,
    setting: 'HIPS2FITS_URL',
    freshMs: day,
    keepMs: 30 * day,
    cacheBytes: 24e6,
  });
  const asked = (args: Readonly<Record<string, string>>, accept: string) => (baseUrl: string) =>
    ({ method: 'GET', url: new URL(`${baseUrl}?${new URLSearchParams(args)}`), accept }) as const;
  return {
    state: service.state,
    picture: (request, context) =>
      service.read(
        {
          request: asked(pictureArguments(request), 'image/jpeg'),
          parse({ bytes }) {
            const size = jpegSize(bytes);
            if (!size) throw unreadable(dependency);
            return { jpeg: bytes, size };
          },
        },
        context,
      ),
    image: (request, context) =>
      service.read(
        {
          request: asked(imageArguments(request), 'application/fits, image/fits'),
          parse({ bytes }) {
            const plane = planeOf(bytes);
            if (plane.wcs === null || Math.max(plane.width, plane.height) > request.pixels)
              throw unreadable(dependency);
            return plane;
          },
        },
        context,
      ),
  };
}

function planeOf(bytes: Uint8Array): StampPlane {
  try {
    return planeFromFits(bytes);
  } catch (error) {
    throw unreadable(dependency, error);
  }
}

interface Square extends SkyPosition {
  readonly hips: string;
  readonly fieldDeg: number;
  readonly pixels: number;
}

/** A square about a place, north up and east left. */
function squareArguments({ hips, raDeg, decDeg, fieldDeg, pixels }: Square): Record<string, string> {
  return {
    hips,
    ra: raDeg.toFixed(6),
    dec: decDeg.toFixed(6),
    fov: fieldDeg.toFixed(6),
    width: String(pixels),
    height: String(pixels),
    projection: 'TAN',
    coordsys: 'icrs',
    rotation_angle: '0.0',
  };
}

function pictureArguments({ fieldArcmin, isInverted, ...request }: SkyPictureRequest): Record<string, string> {
  return {
    ...squareArguments({ ...request, fieldDeg: fieldArcmin / 60 }),
    format: 'jpg',
    ...(isInverted ? { cmap: 'Greys', stretch: 'asinh', min_cut: '0.5%', max_cut: '99.5%' } : {}),
  };
}

function imageArguments({ fieldArcsec, ...request }: SkyImageRequest): Record<string, string> {
  return { ...squareArguments({ ...request, fieldDeg: fieldArcsec / 3600 }), format: 'fits' };
}
