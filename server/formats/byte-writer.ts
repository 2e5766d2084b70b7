import { giveBytes, takeBytes } from './byte-memory.ts';
import { jsonQuoted } from './json-quoted.ts';
import type { PreparedText } from './prepared-text.ts';
import { fifteenDigits } from './python-float.ts';
import { numberFromFloat32, shortest, shortestDecimal } from './shortest-float32.ts';

/** `0000` … `9999`, four bytes each. */
const fourDigits = Buffer.from(Array.from({ length: 10_000 }, (_, i) => String(i).padStart(4, '0')).join(''), 'latin1');

/** The same, as words that one store writes. */
const fourDigitWords = Uint32Array.from({ length: 10_000 }, (_, i) => fourDigits.readUInt32BE(i * 4));

/** Less is not worth sharing. */
const smallBytes = 4096;

const nullText = Buffer.from('null');
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SLASH = 0x2f;

/** 10^0 … 10^9, which 32 bits hold. */
const integerPowers = Int32Array.from({ length: 10 }, (_, i) => Number(`1e${i}`));
const powersOfTen = Float64Array.from({ length: 16 }, (_, i) => Number(`1e${i}`));
const numberView = new DataView(new ArrayBuffer(8));

const viewOf = (buffer: Buffer): DataView => new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);

/** One growing buffer that text of the wire is written into, digit by digit, with no strings in between. */
export class ByteWriter {
  buffer: Buffer;
  at = 0;
  private view: DataView;

  constructor(initialBytes = 16_384) {
    this.buffer = initialBytes < smallBytes ? Buffer.allocUnsafeSlow(initialBytes) : takeBytes(initialBytes);
    this.view = viewOf(this.buffer);
  }

  /** What was written so far; a view, valid while nothing more is written. Whoever has read it last may give it to `giveBytes`. */
  bytes(): Buffer {
    return this.buffer.subarray(0, this.at);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    if (this.at + count <= this.buffer.length) return;
    const larger = takeBytes(Math.max(this.buffer.length * 2, this.at + count));
    this.buffer.copy(larger, 0, 0, this.at);
    giveBytes(this.buffer);
    this.buffer = larger;
    this.view = viewOf(larger);
  }

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.at++] = value;
  }

  /** Bytes as they are; a loop beats `copy` for the short ones that keys are. */
  raw(bytes: Uint8Array): void {
    const count = bytes.length;
    this.reserve(count);
    const { buffer, at } = this;
    if (count < 32) for (let i = 0; i < count; i++) buffer[at + i] = bytes[i] ?? 0;
    else buffer.set(bytes, at);
    this.at = at + count;
  }

  /** Text prepared by {@link wordsOf}: a store for four bytes, which for the short texts that keys are beats any copy. */
  words(prepared: PreparedText): void {
    const { words, length } = prepared;
    this.reserve(length + 4);
    const { view, at } = this;
    for (let i = 0; i < words.length; i++) view.setUint32(at + 4 * i, words[i] ?? 0);
    this.at = at + length;
  }

  /** Again what was written from `from` to `to`, four bytes a store. */
  again(from: number, to: number): void {
    const count = to - from;
    this.reserve(count + 4);
    const { view, at } = this;
    for (let i = 0; i < count; i += 4) view.setUint32(at + i, view.getUint32(from + i));
    this.at = at + count;
  }

  /** Bytes `start` to `end` of a buffer, as they are. */
  piece(bytes: Buffer, start: number, end: number): void {
    const count = end - start;
    this.reserve(count);
    const { buffer, at } = this;
    if (count < 32) for (let i = 0; i < count; i++) buffer[at + i] = bytes[start + i] ?? 0;
    else bytes.copy(buffer, at, start, end);
    this.at = at + count;
  }

  text(value: string): void {
    this.reserve(value.length * 3);
    this.at += this.buffer.write(value, this.at);
  }

  null(): void {
    this.raw(nullText);
  }

  /** Digits of a non-negative integer below 2^53. */
  digits(value: number): void {
    this.reserve(20);
    if (value < 10_000) {
      this.leadingGroup(value);
      return;
    }
    const high = Math.floor(value / 10_000);
    this.digits(high);
    this.group(value - high * 10_000);
  }

  /** An integer below 10,000 without leading zeros. */
  private leadingGroup(value: number): void {
    const { buffer } = this;
    let from = value * 4 + (value < 10 ? 3 : value < 100 ? 2 : value < 1000 ? 1 : 0);
    let { at } = this;
    for (const end = value * 4 + 4; from < end; from++) buffer[at++] = fourDigits[from] ?? ZERO;
    this.at = at;
  }

  /** An integer below 10,000 as four digits. */
  private group(value: number): void {
    this.view.setUint32(this.at, fourDigitWords[value] ?? 0);
    this.at += 4;
  }

  /** A signed integer of at most 53 bits. */
  integer(value: number): void {
    if (value < 0) this.byte(MINUS);
    this.digits(Math.abs(value));
  }

  /** A 64-bit integer from its two words, exact, without BigInt. */
  int64(signedHigh: number, unsignedLow: number): void {
    let high = signedHigh >>> 0;
    let low = unsignedLow;
    if (signedHigh < 0) {
      this.byte(MINUS);
      low = (~low + 1) >>> 0;
      high = (~high + (low === 0 ? 1 : 0)) >>> 0;
    }
    if (high < 0x200000) {
      this.digits(high * 0x100000000 + low);
      return;
    }
    const million = 1_000_000;
    const rest = (high % million) * 0x100000000 + low;
    this.digits(Math.floor(high / million) * 0x100000000 + Math.floor(rest / million));
    const lowest = rest % million;
    const pair = Math.floor(lowest / 10_000);
    this.reserve(6);
    this.pair(pair);
    this.group(lowest - pair * 10_000);
  }

  /** An integer below 100 as two digits. */
  private pair(value: number): void {
    const { buffer, at } = this;
    buffer[at] = fourDigits[value * 4 + 2] ?? ZERO;
    buffer[at + 1] = fourDigits[value * 4 + 3] ?? ZERO;
    this.at = at + 2;
  }

  /** A double with ten decimals as the wire of the API has it; NaN and infinities are null. */
  wireDouble(value: number): void {
    numberView.setFloat64(0, value);
    this.wireDoubleAt(numberView, 0);
  }

  /** {@link wireDouble} of the eight bytes at `at`: a number that is handed on becomes an object first. */
  wireDoubleAt(cells: DataView, at: number): void {
    const value = cells.getFloat64(at);
    if (!Number.isFinite(value)) {
      this.null();
      return;
    }
    this.reserve(40);
    if (value < 0) this.buffer[this.at++] = MINUS;
    const magnitude = Math.abs(value);
    if (magnitude > 1e16) {
      this.text(fifteenDigits(magnitude));
      return;
    }
    let whole = Math.floor(magnitude);
    const scaled = (magnitude - whole) * 1e10;
    let fraction = Math.floor(scaled);
    const over = scaled - fraction;
    if (over > 0.5 || (over === 0.5 && (fraction === 0 || fraction % 2 === 1))) fraction++;
    if (fraction === 1e10) {
      fraction = 0;
      whole++;
    }
    this.digits(whole);
    this.fraction(fraction);
  }

  /** The float32 at `at` by way of its shortest decimal, ten decimals, as the wire of the API has it. */
  wireFloat32At(cells: DataView, at: number): void {
    const value = cells.getFloat32(at);
    const magnitude = Math.abs(value);
    if (!(magnitude < 1e5) || magnitude === 0) {
      this.wireDouble(magnitude === 0 ? 0 : numberFromFloat32(value));
      return;
    }
    shortestDecimal(magnitude);
    const digits = shortest[0] ?? 0;
    const scale = shortest[1] ?? 0;
    if (scale > 10) {
      this.wireDouble(numberFromFloat32(value));
      return;
    }
    this.reserve(40);
    if (value < 0) this.buffer[this.at++] = MINUS;
    if (scale <= 0) {
      this.digits(digits * (powersOfTen[-scale] ?? 1));
      this.fraction(0);
      return;
    }
    if (scale === 10) {
      this.digits(0);
      this.fraction(digits);
      return;
    }
    const unit = integerPowers[scale] ?? 1;
    const whole = (digits / unit) | 0;
    this.digits(whole);
    this.fraction((digits - whole * unit) * (powersOfTen[10 - scale] ?? 1));
  }

  /** `.` and ten decimals without the zeros at their end; one zero when nothing is left. */
  private fraction(tenDigits: number): void {
    const first = Math.floor(tenDigits / 1e6);
    this.fourAndSix(first, (tenDigits - first * 1e6) | 0);
  }

  /** {@link fraction} in two integers, neither of which has to become an object to be handed on. */
  private fourAndSix(four: number, six: number): void {
    this.buffer[this.at++] = POINT;
    if (four === 0 && six === 0) {
      this.buffer[this.at++] = ZERO;
      return;
    }
    this.group(four);
    if (six !== 0) {
      const upper = (six / 100) | 0;
      this.group(upper);
      this.pair(six - upper * 100);
    }
    const { buffer } = this;
    let { at } = this;
    while (buffer[at - 1] === ZERO) at--;
    this.at = at;
  }

  /** UTF-8 bytes as a JSON string: `/` escaped, everything beyond ASCII as `\uXXXX`. */
  jsonUtf8(bytes: Buffer, start: number, end: number): void {
    this.reserve(end - start + 2);
    const { buffer } = this;
    let { at } = this;
    buffer[at++] = QUOTE;
    for (let i = start; i < end; i++) {
      const byte = bytes[i] ?? 0;
      if (byte < 0x20 || byte > 0x7f || byte === QUOTE || byte === BACKSLASH || byte === SLASH) {
        this.jsonText(bytes.toString('utf8', start, end));
        return;
      }
      buffer[at++] = byte;
    }
    buffer[at++] = QUOTE;
    this.at = at;
  }

  /** A string as JSON, escaped as {@link jsonUtf8} does. */
  jsonText(value: string): void {
    const { length } = value;
    this.reserve(length + 2);
    const { buffer } = this;
    let { at } = this;
    buffer[at++] = QUOTE;
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code < 0x20 || code > 0x7f || code === QUOTE || code === BACKSLASH || code === SLASH) {
        this.text(jsonQuoted(value));
        return;
      }
      buffer[at++] = code;
    }
    buffer[at++] = QUOTE;
    this.at = at;
  }
}
