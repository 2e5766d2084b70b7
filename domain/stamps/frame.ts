import { PortalError } from '#domain/failure.ts';
import { type StampKind, stampKinds } from './locator.ts';
import { nthSmallest } from './nth-smallest.ts';

/** Linear world coordinates of a stamp (TAN, ICRS), FITS conventions: `crpix` counts from 1, `cd` in degrees per pixel (11, 12, 21, 22). */
export interface StampWcs {
  readonly crval: readonly [raDeg: number, decDeg: number];
  readonly crpix: readonly [x: number, y: number];
  readonly cd: readonly [number, number, number, number];
}

/** One stamp: rows in FITS order (the first row is the bottom one of the sky image), NaN where there is no pixel. */
export interface StampPlane {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
  readonly wcs: StampWcs | null;
}

export type StampPlanes = Readonly<Record<StampKind, StampPlane | null>>;

export interface DecodedPlane extends StampPlane {
  /** `rounded`: within 1/32 of the noise, for display; `exact`: the float32 values of the file. */
  readonly precision: 'rounded' | 'exact';
}

export type StampFrame = Readonly<Record<StampKind, DecodedPlane | null>>;

/** Form of the bytes. Whatever changes them for the same stamps makes it another one. */
export const frameFormat = 'FSF2';
const magic = 0x32465346; // the same, little-endian
const headBytes = 8;
const planeBytes = 88;
const missing = -32768;
const largest = 32767;
const encodings = { none: 0, int16: 1, float32: 2 } as const;
/** Steps per standard deviation: the error is half a step, less than σ/32. */
const stepsPerSigma = 17;

/**
 * The three stamps of an alert as one little-endian binary: magic `FSF2`, uint32 total length, three plane headers in the order of
 * {@link stampKinds} (uint8 encoding, 3 spare, uint16 width, uint16 height, float64 scale and zero, eight float64: RA, Dec, x, y and matrix of the WCS, or NaN), then the planes.
 *
 * A plane is int16 (value = zero + scale·q, −32768 = NaN) where that costs less than σ/32, σ = 1.4826·MAD; else, or with `full`, float32.
 * @throws {PortalError} `corrupt` when a plane's shape and pixels disagree.
 */
export function bytesFromFrame(
  planes: StampPlanes,
  precision: 'display' | 'full' = 'display',
): Uint8Array<ArrayBuffer> {
  const plans = stampKinds.map((kind) => planOf(planes[kind], precision));
  const total = plans.reduce((sum, plan) => sum + plan.bytes, headBytes + planeBytes * plans.length);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, total, true);
  let at = headBytes + planeBytes * plans.length;
  for (const [index, plan] of plans.entries()) {
    writeHead(view, headBytes + planeBytes * index, plan);
    writePixels(bytes, at, plan);
    at += plan.bytes;
  }
  return bytes;
}

/** The inverse of {@link bytesFromFrame}. @throws {PortalError} `corrupt` for bytes of another form. */
export function frameFromBytes(bytes: Uint8Array): StampFrame {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = headBytes + planeBytes * stampKinds.length;
  if (bytes.length < start || view.getUint32(0, true) !== magic || view.getUint32(4, true) !== bytes.length)
    throw new PortalError('corrupt', 'These bytes are no frame of stamps.');
  let at = start;
  const read = (index: number): DecodedPlane | null => {
    const head = readHead(view, headBytes + planeBytes * index);
    if (head.encoding === encodings.none) return null;
    const size = head.width * head.height * bytesPerPixel(head.encoding);
    if (at + size > bytes.length) throw new PortalError('corrupt', 'The frame of stamps is cut short.');
    const pixels = readPixels(view, at, head);
    at += size;
    const { width, height, wcs } = head;
    return { width, height, pixels, wcs, precision: head.encoding === encodings.int16 ? 'rounded' : 'exact' };
  };
  const [Science, Template, Difference] = [read(0), read(1), read(2)];
  return { Science, Template, Difference };
}

interface Plan {
  readonly plane: StampPlane | null;
  readonly encoding: number;
  readonly scale: number;
  readonly zero: number;
  readonly bytes: number;
}

function bytesPerPixel(encoding: number): number {
  if (encoding === encodings.int16) return 2;
  if (encoding === encodings.float32) return 4;
  throw new PortalError('corrupt', 'The frame of stamps has pixels of an unknown kind.');
}

function planOf(plane: StampPlane | null, precision: 'display' | 'full'): Plan {
  if (plane === null) return { plane, encoding: encodings.none, scale: 1, zero: 0, bytes: 0 };
  const count = plane.width * plane.height;
  const fits = Math.max(plane.width, plane.height) <= 0xffff && plane.pixels.length === count;
  if (!fits)
    throw new PortalError('corrupt', `A stamp of ${plane.width}×${plane.height} has ${plane.pixels.length} pixels.`);
  const steps = precision === 'full' ? undefined : stepsFor(plane.pixels);
  return steps === undefined
    ? { plane, encoding: encodings.float32, scale: 1, zero: 0, bytes: count * 4 }
    : { plane, encoding: encodings.int16, ...steps, bytes: count * 2 };
}

/** Scale and zero of the int16 form; undefined where it would cost too much: no noise, infinities, or too wide a range. */
function stepsFor(pixels: Float32Array): { scale: number; zero: number } | undefined {
  const values = new Float32Array(pixels.length);
  let count = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < pixels.length; index++) {
    const value = pixels[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    values[count++] = value;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  if (!Number.isFinite(lowest) || !Number.isFinite(highest)) return undefined;
  const scale = deviation(values.subarray(0, count)) / stepsPerSigma;
  const zero = (lowest + highest) / 2;
  if (!(scale > 0) || (highest - lowest) / scale > 2 * largest - 2) return undefined;
  const size = Math.max(Math.abs(lowest), Math.abs(highest));
  // Outside of this, rounding of the floats themselves would be felt; the smallest ones have few digits.
  return size < 1e30 && scale > size * 1e-9 && scale > 1e-35 ? { scale, zero } : undefined;
}

/** 1.4826 × the median absolute deviation of `values`, at least one, which are replaced by their distances from the median. */
function deviation(values: Float32Array): number {
  const middle = values.length >> 1;
  const median = nthSmallest(values, middle);
  for (let index = 0; index < values.length; index++) values[index] = Math.abs((values[index] ?? median) - median);
  return 1.4826 * nthSmallest(values, middle);
}

const noWcs: readonly number[] = Array.from({ length: 8 }, () => Number.NaN);

function writeHead(view: DataView, at: number, { plane, encoding, scale, zero }: Plan): void {
  view.setUint8(at, encoding);
  view.setUint16(at + 4, plane?.width ?? 0, true);
  view.setUint16(at + 6, plane?.height ?? 0, true);
  view.setFloat64(at + 8, scale, true);
  view.setFloat64(at + 16, zero, true);
  const wcs = plane?.wcs;
  const numbers = wcs ? [...wcs.crval, ...wcs.crpix, ...wcs.cd] : noWcs;
  for (const [index, value] of numbers.entries()) view.setFloat64(at + 24 + 8 * index, value, true);
}

interface Head {
  readonly encoding: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly zero: number;
  readonly wcs: StampWcs | null;
}

function readHead(view: DataView, at: number): Head {
  const number = (index: number): number => view.getFloat64(at + 24 + 8 * index, true);
  const wcs: StampWcs = {
    crval: [number(0), number(1)],
    crpix: [number(2), number(3)],
    cd: [number(4), number(5), number(6), number(7)],
  };
  return {
    encoding: view.getUint8(at),
    width: view.getUint16(at + 4, true),
    height: view.getUint16(at + 6, true),
    scale: view.getFloat64(at + 8, true),
    zero: view.getFloat64(at + 16, true),
    wcs: Number.isNaN(wcs.crval[0]) ? null : wcs,
  };
}

function writePixels(bytes: Uint8Array, start: number, { plane, encoding, scale, zero }: Plan): void {
  if (plane === null) return;
  const { pixels } = plane;
  if (encoding === encodings.float32) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + start);
    for (let index = 0; index < pixels.length; index++) view.setFloat32(4 * index, pixels[index] ?? Number.NaN, true);
    return;
  }
  for (let index = 0; index < pixels.length; index++) {
    const value = pixels[index] ?? Number.NaN;
    // Bytes by hand, and half up by floor: several times the speed of setInt16 and Math.round.
    const step = Number.isNaN(value) ? missing : Math.floor((value - zero) / scale + 0.5);
    bytes[start + 2 * index] = step;
    bytes[start + 2 * index + 1] = step >> 8;
  }
}

function readPixels(view: DataView, at: number, { encoding, width, height, scale, zero }: Head): Float32Array {
  const pixels = new Float32Array(width * height);
  for (let index = 0; index < pixels.length; index++) {
    if (encoding === encodings.float32) {
      pixels[index] = view.getFloat32(at + 4 * index, true);
      continue;
    }
    const step = view.getInt16(at + 2 * index, true);
    pixels[index] = step === missing ? Number.NaN : zero + scale * step;
  }
  return pixels;
}
