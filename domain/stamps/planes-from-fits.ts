import type { FitsHeader } from './fits.ts';
import { stampImage } from './fits-image.ts';
import type { StampPlane, StampPlanes, StampWcs } from './frame.ts';
import type { StampKind } from './locator.ts';
import { wcsOf } from './wcs.ts';

/** The image planes of an alert's stamps, from the FITS of each. @throws {PortalError} `corrupt` when one can't be read. */
export function planesFromFits(stamps: Readonly<Record<StampKind, Uint8Array | null>>): StampPlanes {
  const { Science, Template, Difference } = stamps;
  const plane = (bytes: Uint8Array | null): StampPlane | null => (bytes === null ? null : planeFromFits(bytes));
  return { Science: plane(Science), Template: plane(Template), Difference: plane(Difference) };
}

/** The image of a FITS file and its WCS. @throws {PortalError} `corrupt` when it can't be read. */
export function planeFromFits(bytes: Uint8Array): StampPlane {
  const { width, height, data, header } = stampImage(bytes);
  // Pixels of single precision are this reading's own and stay where they are. A loop on purpose: `from` with a function takes a hundred times as long.
  const pixels = data instanceof Float32Array ? data : new Float32Array(data.length);
  for (let index = 0; index < pixels.length; index++) pixels[index] = pixelOf(data[index] ?? Number.NaN);
  return { width, height, pixels, wcs: stampWcs(header) };
}

/** ZTF's templates say with the lowest number of single precision that there is no pixel beyond the edge of a chip. */
const lowest = -(2 - 2 ** -23) * 2 ** 127;

function pixelOf(value: number): number {
  return value <= lowest ? Number.NaN : value;
}

function stampWcs(header: FitsHeader): StampWcs | null {
  const wcs = wcsOf(header);
  if (wcs === undefined) return null;
  const [[a, b], [c, d]] = wcs.matrix;
  return { crval: wcs.refSkyDeg, crpix: wcs.refPixel, cd: [a, b, c, d] };
}
