import { constants, gzipSync } from 'node:zlib';

const block = 2880;

/** The cards of ZTF's stamps, byte for byte: SIMPLE in ZTF's own spacing, no comments, no WCS. */
function header(width: number, height: number): string {
  const integer = (key: string, value: number): string => `${key.padEnd(8)}= ${String(value).padStart(20)}`;
  const cards = [
    'SIMPLE  =  T',
    integer('BITPIX', -32),
    integer('NAXIS', 2),
    integer('NAXIS1', width),
    integer('NAXIS2', height),
  ];
  return [...cards, "BUNIT   = 'DN      '", 'END']
    .map((card) => card.padEnd(80))
    .join('')
    .padEnd(block);
}

/** A FITS file of one image of big-endian float32, rows from south to north; `pixels` holds `width × height` values. */
export function fitsFromPixels(pixels: Float32Array, width: number): Uint8Array {
  const height = pixels.length / width;
  const bytes = Buffer.alloc(block + Math.ceil((pixels.length * 4) / block) * block);
  bytes.write(header(width, height), 0, 'latin1');
  new Float32Array(bytes.buffer, bytes.byteOffset + block, pixels.length).set(pixels);
  bytes.subarray(block, block + pixels.length * 4).swap32();
  return bytes;
}

/** Noise has no repeats worth a search: run lengths and Huffman codes take half the time and cost a tenth in size. */
const forNoise = { level: 1, strategy: constants.Z_RLE, memLevel: 9 } as const;

/** Gzip without time or system in its header: the same bytes for the same pixels. */
export function gzipped(bytes: Uint8Array): Uint8Array {
  const packed = gzipSync(bytes, forNoise);
  packed.fill(0, 4, 8);
  packed[9] = 255;
  return packed;
}
