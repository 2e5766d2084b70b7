import { inflateSync } from 'node:zlib';

interface Pixels {
  /** Bytes a pixel: 3 (RGB) or 4 (RGBA). */
  readonly channels: number;
  readonly bytes: Uint8Array;
}

function paeth(left: number, above: number, corner: number): number {
  const a = Math.abs(above - corner);
  const b = Math.abs(left - corner);
  const c = Math.abs(left + above - 2 * corner);
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** How a byte is told from those to the left, above, and above to the left, by the number of the filter of its row. */
const predict: readonly ((left: number, above: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
];

/** The pixels of a PNG of 8 bits a channel, not interlaced, in true colour: what browsers make (PNG, ISO/IEC 15948). */
function pixelsFromPng(png: Buffer): Pixels {
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
  return { channels, bytes };
}

/** The brightest green or blue of a picture, 0 to 255. */
export function mostGreenOrBlue(png: Buffer): number {
  const { bytes, channels } = pixelsFromPng(png);
  let most = 0;
  for (let at = 0; at < bytes.length; at += channels) most = Math.max(most, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
  return most;
}
