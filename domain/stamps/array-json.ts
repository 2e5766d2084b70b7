import type { FitsImage } from './fits-image.ts';

/** Doubles from here on, and below the other, are printed with an exponent by Python. */
const exponentFrom = 1e16;
const exponentBelow = 1e-4;

function withExponent(value: number): string {
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  const sign = exponent.startsWith('-') ? '-' : '+';
  return `${digits}e${sign}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`;
}

/** A double as Python prints it: shortest digits, `179.0`, `1e-05`, `NaN`, `-Infinity`. */
export function pythonFloat(value: number): string {
  if (Number.isInteger(value)) {
    if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
    return Math.abs(value) < exponentFrom ? `${value}.0` : withExponent(value);
  }
  if (!Number.isFinite(value)) return String(value).replace('NaN', 'nan').replace('Infinity', 'inf');
  return Math.abs(value) < exponentBelow ? withExponent(value) : String(value);
}

/** The same as Python's json writes it, where NaN and the infinities have other names. */
function jsonFloat(value: number): string {
  return Number.isFinite(value) ? pythonFloat(value) : String(value);
}

/** Above this nothing has a fraction in float32. */
const wholeFrom = 16_777_216;
/** By binary exponent: half the distance to the next double, in units of 1e-16. */
const halfUnits = Float64Array.from({ length: 24 }, (_, exponent) => 2 ** (exponent - 53) * 1e16);
const powers = Float64Array.from({ length: 9 }, (_, level) => 10 ** level);
/** By binary exponent: the largest power of ten whose nearest multiple always lies within the half distance. */
const sureLevel = Uint8Array.from(halfUnits, (half) => Math.floor(Math.log10(2 * half)));
/** Longest text of a double, and its comma. */
const roomPerPixel = 28;

const zero = 0x30;
const dot = 0x2e;
const comma = 0x2c;

/** Writes text of one byte a character and returns the place behind it. */
function putText(out: Uint8Array, at: number, text: string): number {
  let place = at;
  for (let i = 0; i < text.length; i++) out[place++] = text.charCodeAt(i);
  return place;
}

function putWhole(out: Uint8Array, at: number, whole: number): number {
  let digits = 1;
  for (let limit = 10; limit <= whole; limit *= 10) digits++;
  let rest = whole;
  for (let place = at + digits - 1; place >= at; place--) {
    const tenth = (rest / 10) | 0;
    out[place] = zero + rest - tenth * 10;
    rest = tenth;
  }
  return at + digits;
}

/** The digits of 0000 … 9999, four bytes each. */
const fourDigits = Uint8Array.from({ length: 40_000 }, (_, i) => zero + (Math.floor(i / 4 / 10 ** (3 - (i % 4))) % 10));

function putFour(out: Uint8Array, at: number, value: number): void {
  const from = value << 2;
  out[at] = fourDigits[from] ?? zero;
  out[at + 1] = fourDigits[from + 1] ?? zero;
  out[at + 2] = fourDigits[from + 2] ?? zero;
  out[at + 3] = fourDigits[from + 3] ?? zero;
}

function putEight(out: Uint8Array, at: number, value: number): void {
  const upper = (value / 10_000) | 0;
  putFour(out, at, upper);
  putFour(out, at + 4, value - upper * 10_000);
}

/**
 * Writes the shortest text of the double that equals a float32 of 1 ≤ |value| < 2²⁴, or returns -1 where it must be asked from the engine.
 * A float32 has so few bits that its first 16 decimals split exactly into two halves of 8 by plain multiplication.
 */
function putFloat32(out: Uint8Array, at: number, value: number): number {
  const magnitude = value < 0 ? -value : value;
  if (!(magnitude >= 1 && magnitude < wholeFrom)) return -1;
  const whole = magnitude | 0;
  const scaled = (magnitude - whole) * 1e8;
  const high = scaled | 0;
  const low = (scaled - high) * 1e8;
  const exponent = 31 - Math.clz32(whole);
  const half = halfUnits[exponent] ?? 0;
  let best = low;
  for (let level = sureLevel[exponent] ?? 0; level <= 8; level++) {
    const power = powers[level] ?? 1;
    let count = Math.floor(low / power + 0.5);
    const distance = Math.abs(count * power - low);
    if (distance > half) break;
    // Engines and Python alike settle a tie by the even digit.
    if (distance * 2 === power && (count & 1) === 1) count--;
    best = count * power;
  }
  if (best >= 1e8 || best !== Math.floor(best)) return -1;
  let place = at;
  if (value < 0) out[place++] = 0x2d;
  place = putWhole(out, place, whole);
  out[place++] = dot;
  putEight(out, place, high);
  putEight(out, place + 8, best);
  let end = place + 16;
  while (end > place + 1 && out[end - 1] === zero) end--;
  return end;
}

type Pixels = Pick<FitsImage, 'width' | 'height' | 'data'>;

/** Bytes that the text of an image has at most. */
function roomOf({ data, height }: Pixels, nan: string): number {
  return data.length * Math.max(roomPerPixel, nan.length + 1) + 3 * height + 2;
}

function putArray(out: Uint8Array, at: number, { width, height, data }: Pixels, nan: string): number {
  const single = data instanceof Float32Array;
  let place = putText(out, at, '[');
  for (let row = 0, pixel = 0; row < height; row++) {
    place = putText(out, place, row === 0 ? '[' : ',[');
    for (let column = 0; column < width; column++, pixel++) {
      const value = data[pixel] ?? Number.NaN;
      if (column > 0) out[place++] = comma;
      const end = single ? putFloat32(out, place, value) : -1;
      place = end >= 0 ? end : putText(out, place, Number.isNaN(value) ? nan : jsonFloat(value));
    }
    out[place++] = 0x5d;
  }
  out[place++] = 0x5d;
  return place;
}

const scratchAtMost = 1 << 20;
let scratch = new Uint8Array(0);

/** Memory to write into before it is known how much is needed: kept for the next ones, new memory costs as much as a tenth of the text. */
function scratchOf(bytes: number): Uint8Array {
  if (bytes > scratchAtMost) return new Uint8Array(bytes);
  if (scratch.length < bytes) scratch = new Uint8Array(bytes);
  return scratch;
}

/**
 * Pixels as nested lists, row by row, ASCII: `[[179.0,181.5],[NaN,…]]`. NaN is the bare token unless `nan` gives another text for it;
 * infinities are bare, as Python's json writes them.
 */
export function arrayJson(image: Pixels, nan = 'NaN'): Uint8Array {
  const out = scratchOf(roomOf(image, nan));
  return out.slice(0, putArray(out, 0, image, nan));
}

/** A list of images, each as {@link arrayJson} has it; the empty list for one that isn't there. */
export function arraysJson(images: readonly (Pixels | undefined)[], nan = 'NaN'): Uint8Array {
  const out = scratchOf(images.reduce((room, image) => room + 3 + (image ? roomOf(image, nan) : 0), 2));
  let place = putText(out, 0, '[');
  for (const [index, image] of images.entries()) {
    if (index > 0) out[place++] = comma;
    place = image ? putArray(out, place, image, nan) : putText(out, place, '[]');
  }
  place = putText(out, place, ']');
  return out.slice(0, place);
}
