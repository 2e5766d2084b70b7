import { faceColumn, facePlaceOf, faceRow } from '#domain/healpix/ring.ts';

/** Resolution `order` has 2^order pixels a side of each base pixel; `nside` is that number. */
export function nsideOfOrder(order: number): number {
  return 2 ** order;
}

/** The order of a power of two, undefined for any other number or one beyond order 29. */
export function orderOfNside(nside: number): number | undefined {
  const order = Math.log2(nside);
  return Number.isInteger(order) && order >= 0 && order <= 29 ? order : undefined;
}

/** Area of each pixel, steradian. */
export function pixelAreaSr(nside: number): number {
  return Math.PI / (3 * nside * nside);
}

/** Bits of a number up to 2¹³ moved apart: bit k goes to bit 2k. */
function spread(value: number): number {
  let bits = value;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}

/** The even bits, moved together. */
function gather(value: number): number {
  let bits = value & 0x55555555;
  bits = (bits | (bits >>> 1)) & 0x33333333;
  bits = (bits | (bits >>> 2)) & 0x0f0f0f0f;
  bits = (bits | (bits >>> 4)) & 0x00ff00ff;
  return (bits | (bits >>> 8)) & 0x0000ffff;
}

/** Number in RING order of a pixel in NESTED order (Górski et al. 2005, section 4); `nside` is a power of two up to 8192. */
export function ringFromNested(nside: number, nested: number): number {
  const perFace = nside * nside;
  const face = Math.floor(nested / perFace);
  const within = nested - face * perFace;
  const x = gather(within);
  const y = gather(within >>> 1);
  const ring = (faceRow[face] ?? 0) * nside - x - y - 1;
  const fromPole = Math.min(ring, 4 * nside - ring, nside);
  const shift = ring >= nside && ring <= 3 * nside ? (ring - nside) & 1 : 0;
  let column = ((faceColumn[face] ?? 0) * fromPole + x - y + 1 + shift) / 2;
  if (column > 4 * nside) column -= 4 * nside;
  else if (column < 1) column += 4 * nside;
  return firstOfRing(nside, ring) + column - 1;
}

function firstOfRing(nside: number, ring: number): number {
  if (ring < nside) return 2 * ring * (ring - 1);
  if (ring <= 3 * nside) return 2 * nside * (nside - 1) + (ring - nside) * 4 * nside;
  const fromPole = 4 * nside - ring;
  return 12 * nside * nside - 2 * fromPole * (fromPole + 1);
}

/** The ring that a pixel of a polar cap is in, counted from that pole, for the pixel's number counted from there (from 0). */
function ringOfCap(pixel: number): number {
  let ring = Math.floor((1 + Math.sqrt(1 + 2 * pixel)) / 2);
  // The root is rounded: the neighbour may be meant.
  if (2 * ring * (ring - 1) > pixel) ring--;
  else if (2 * ring * (ring + 1) <= pixel) ring++;
  return ring;
}

function ringOfPixel(nside: number, pixel: number): number {
  const cap = 2 * nside * (nside - 1);
  const pixels = 12 * nside * nside;
  if (pixel < cap) return ringOfCap(pixel);
  if (pixel < pixels - cap) return nside + Math.floor((pixel - cap) / (4 * nside));
  return 4 * nside - ringOfCap(pixels - 1 - pixel);
}

/** Number in NESTED order of a pixel in RING order; `nside` is a power of two up to 8192. */
export function nestedFromRing(nside: number, pixel: number): number {
  const ring = ringOfPixel(nside, pixel);
  const { face, x, y } = facePlaceOf(nside, ring, pixel - firstOfRing(nside, ring) + 1);
  return face * nside * nside + (spread(x) | (spread(y) << 1));
}

/** A pixel of any order, in NESTED order. */
export interface OrderedPixel {
  readonly order: number;
  readonly pixel: number;
}

const ordersAtMost = 29;

/**
 * The pixel that a UNIQ number (4·4^order + pixel, IVOA MOC 2.0) stands for, or its ancestor where it is finer than `finestOrder` (at most 13).
 * Given as its two 32-bit words, as it lies in a table. Undefined for what is no such number.
 */
export function pixelFromUniq(
  high: number,
  low: number,
  finestOrder: number,
): (OrderedPixel & { own: number }) | undefined {
  const bits = high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(low);
  const order = ((bits - 1) >> 1) - 1;
  if (high < 0 || order < 0 || order > ordersAtMost) return undefined;
  const dropped = Math.max(0, order - finestOrder);
  // Dividing by powers of two is exact but for what does not fit 53 bits, and that is dropped with the low word's bits.
  const kept =
    dropped >= 16
      ? Math.floor(high / 4 ** (dropped - 16))
      : Math.floor(high * (2 ** 32 / 4 ** dropped)) + Math.floor((low >>> 0) / 4 ** dropped);
  const pixel = kept - 4 ** (order - dropped + 1);
  return pixel < 12 * 4 ** (order - dropped) ? { order: order - dropped, pixel, own: order } : undefined;
}
