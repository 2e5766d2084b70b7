import { PortalError } from '#domain/failure.ts';
import { type FitsHdu, type FitsHeader, readFits } from './fits.ts';

/** Pixels of a two-dimensional image: row 0 first, as in the file (its lowest row on the sky of an unrotated detector). */
export interface FitsImage {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array | Float64Array;
  readonly header: FitsHeader;
}

const auxiliary = new Set(['UNCERT', 'VARIANCE', 'PSFIMAGE', 'PSF', 'MASK']);

const isImage = (hdu: FitsHdu): boolean => hdu.axes.length === 2 && hdu.axes.every((length) => length > 0);

type ReadPixel = (view: DataView, byte: number) => number;

const readers: Readonly<Record<number, ReadPixel>> = {
  8: (view, byte) => view.getUint8(byte),
  16: (view, byte) => view.getInt16(byte),
  32: (view, byte) => view.getInt32(byte),
  64: (view, byte) => Number(view.getBigInt64(byte)),
  [-32]: (view, byte) => view.getFloat32(byte),
  [-64]: (view, byte) => view.getFloat64(byte),
};

function pixelsOf(hdu: FitsHdu): Float32Array | Float64Array {
  const { data: bytes, bitpix, header } = hdu;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = Math.abs(bitpix) / 8;
  const count = bytes.length / size;
  const scale = header.number('BSCALE') ?? 1;
  const zero = header.number('BZERO') ?? 0;
  if (bitpix === -32 && scale === 1 && zero === 0) {
    const pixels = new Float32Array(count);
    for (let i = 0; i < count; i++) pixels[i] = view.getFloat32(i * 4);
    return pixels;
  }
  const read = readers[bitpix];
  if (!read) throw new PortalError('corrupt', `FITS pixels of ${bitpix} bits are not known.`);
  const blank = bitpix > 0 ? header.number('BLANK') : undefined;
  const pixels = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const raw = read(view, i * size);
    pixels[i] = raw === blank ? Number.NaN : raw * scale + zero;
  }
  return pixels;
}

/** @throws {PortalError} `corrupt` for a unit that is not a two-dimensional image. */
export function imageFromHdu(hdu: FitsHdu): FitsImage {
  const [width = 0, height = 0] = hdu.axes;
  if (!isImage(hdu)) throw new PortalError('corrupt', `The unit \`${hdu.name}\` of the FITS file is no image.`);
  return { width, height, data: pixelsOf(hdu), header: hdu.header };
}

/** The unit of this name (EXTNAME, any case), undefined where there is none. */
export function hduNamed(hdus: readonly FitsHdu[], name: string): FitsHdu | undefined {
  return hdus.find((hdu) => hdu.name.toUpperCase() === name.toUpperCase());
}

/**
 * The image of a stamp: the first two-dimensional unit that is not, by its name, the variance, the PSF or the mask of another.
 * @throws {PortalError} `corrupt` when the file holds none.
 */
export function stampImage(bytes: Uint8Array): FitsImage {
  const hdu = readFits(bytes).find((unit) => isImage(unit) && !auxiliary.has(unit.name.toUpperCase()));
  if (!hdu) throw new PortalError('corrupt', 'The FITS file holds no image.');
  return imageFromHdu(hdu);
}
