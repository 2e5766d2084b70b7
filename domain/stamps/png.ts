import type { RenderedImage } from './render.ts';

/** zlib's format (RFC 1950): `deflateSync` in Node, a CompressionStream elsewhere. */
export type Deflate = (bytes: Uint8Array) => Uint8Array;

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
const colourType = { 1: 0, 4: 6 } as const;

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc >>> 0;
});

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crcOf(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function headerOf({ width, height, channels }: RenderedImage): Uint8Array {
  const bytes = new Uint8Array(13);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  bytes.set([8, colourType[channels], 0, 0, 0], 8);
  return bytes;
}

/** A PNG of 8 bits a channel, grey or RGBA, rows as they are. Source: PNG specification, second edition. */
export function pngFromImage(image: RenderedImage, deflate: Deflate): Uint8Array {
  const { width, height, channels, pixels } = image;
  const stride = width * channels;
  const rows = new Uint8Array(height * (stride + 1));
  for (let row = 0; row < height; row++) {
    rows.set(pixels.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  }
  const chunks = [chunk('IHDR', headerOf(image)), chunk('IDAT', deflate(rows)), chunk('IEND', new Uint8Array(0))];
  const bytes = new Uint8Array(signature.length + chunks.reduce((sum, part) => sum + part.length, 0));
  bytes.set(signature);
  let at: number = signature.length;
  for (const part of chunks) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
