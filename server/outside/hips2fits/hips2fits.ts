import type { SkyPosition } from '#domain/coordinates/separation.ts';
import { type JpegSize, jpegSize } from '#domain/drawing/jpeg.ts';
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

/** The cutout service of the CDS over its image surveys. */
export interface Hips2Fits {
  /** @throws {PortalError} naming the service. */
  picture(request: SkyPictureRequest, context?: OutsideContext): Promise<SkyPicture>;
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
  return {
    state: service.state,
    picture: (request, context) =>
      service.read(
        {
          request: (baseUrl) => ({
            method: 'GET',
            url: new URL(`${baseUrl}?${new URLSearchParams(argumentsOf(request))}`),
            accept: 'image/jpeg',
          }),
          parse({ bytes }) {
            const size = jpegSize(bytes);
            if (!size) throw unreadable(dependency);
            return { jpeg: bytes, size };
          },
        },
        context,
      ),
  };
}

function argumentsOf(request: SkyPictureRequest): Record<string, string> {
  const { hips, raDeg, decDeg, fieldArcmin, pixels, isInverted } = request;
  return {
    hips,
    ra: raDeg.toFixed(6),
    dec: decDeg.toFixed(6),
    fov: (fieldArcmin / 60).toFixed(6),
    width: String(pixels),
    height: String(pixels),
    projection: 'TAN',
    coordsys: 'icrs',
    rotation_angle: '0.0',
    format: 'jpg',
    ...(isInverted ? { cmap: 'Greys', stretch: 'asinh', min_cut: '0.5%', max_cut: '99.5%' } : {}),
  };
}
