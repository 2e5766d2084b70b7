import { inflateSync } from 'node:zlib';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Bytes a pixel: 3 (RGB) or 4 (RGBA). */
  readonly channels: number;
  readonly bytes: Uint8Array;
}

function paeth(left: number, above: number, corner: number): number {
  const estimate = left + above - corner;
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(estimate - value));
  if (a === undefined || b === undefined || c === undefined) return 0;
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

const predict: readonly ((left: number, above: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
];

/** The pixels of a PNG of 8 bits a channel, not interlaced, in true colour: what browsers make (PNG, ISO/IEC 15948). */
export function pixelsFromPng(png: Buffer): Pixels {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const channels = { 2: 3, 6: 4 }[png.readUInt8(25)];
  if (png.readUInt8(24) !== 8 || channels === undefined || png.readUInt8(28) !== 0)
    throw new Error('The picture is no plain PNG of a browser.');
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const bytes = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = predict[raw[y * (stride + 1)] ?? 0];
    if (!filter) throw new Error('The picture is damaged.');
    for (let k = 0; k < stride; k++) {
      const to = y * stride + k;
      const left = k < channels ? 0 : (bytes[to - channels] ?? 0);
      const above = y === 0 ? 0 : (bytes[to - stride] ?? 0);
      const corner = k < channels || y === 0 ? 0 : (bytes[to - stride - channels] ?? 0);
      bytes[to] = (raw[y * (stride + 1) + 1 + k] ?? 0) + filter(left, above, corner);
    }
  }
  return { width, height, channels, bytes };
}
