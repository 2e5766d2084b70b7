import { shortest, shortestDecimal } from './shortest-float32.ts';

/** `0000` … `9999`, four bytes each. */
const fourDigits = Buffer.from(Array.from({ length: 10_000 }, (_, i) => String(i).padStart(4, '0')).join(''), 'latin1');

const nullText = Buffer.from('null');
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SLASH = 0x2f;

const powersOfTen = Float64Array.from({ length: 16 }, (_, i) => Number(`1e${i}`));

/** One growing buffer that text of the wire is written into, digit by digit, with no strings in between. */
export class ByteWriter {
  buffer: Buffer;
  at = 0;

  constructor(initialBytes = 16_384) {
    this.buffer = Buffer.allocUnsafeSlow(initialBytes);
  }

  /** What was written so far; a view, valid while nothing more is written. */
  bytes(): Buffer {
    return this.buffer.subarray(0, this.at);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    if (this.at + count <= this.buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, this.at + count));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.at++] = value;
  }

  /** Bytes as they are; a loop beats `copy` for the short ones that keys are. */
  raw(bytes: Buffer, start = 0, end = bytes.length): void {
    const count = end - start;
    this.reserve(count);
    if (count < 24) for (let i = start; i < end; i++) this.buffer[this.at++] = bytes[i] ?? 0;
    else this.at += bytes.copy(this.buffer, this.at, start, end);
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
      this.smallDigits(value);
      return;
    }
    let rest = value;
    let width = 0;
    for (let high = value; high >= 10_000; high = Math.floor(high / 10_000)) width += 4;
    const from = this.at;
    for (let place = width; place > 0; place -= 4) {
      const high = Math.floor(rest / 10_000);
      const low = rest - high * 10_000;
      rest = high;
      groups[place / 4] = low;
    }
    this.at = from;
    this.smallDigits(rest);
    for (let place = 1; place <= width / 4; place++) this.group(groups[place] ?? 0);
  }

  private smallDigits(value: number): void {
    const skip = value < 10 ? 3 : value < 100 ? 2 : value < 1000 ? 1 : 0;
    for (let i = value * 4 + skip; i < value * 4 + 4; i++) this.buffer[this.at++] = fourDigits[i] ?? ZERO;
  }

  private group(value: number): void {
    const i = value * 4;
    this.buffer[this.at] = fourDigits[i] ?? ZERO;
    this.buffer[this.at + 1] = fourDigits[i + 1] ?? ZERO;
    this.buffer[this.at + 2] = fourDigits[i + 2] ?? ZERO;
    this.buffer[this.at + 3] = fourDigits[i + 3] ?? ZERO;
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
    this.fixed(rest % million, 6);
  }

  /** `value` with leading zeros, `width` digits (at most 12). */
  private fixed(value: number, width: number): void {
    this.reserve(width);
    let rest = value;
    for (let place = this.at + width - 1; place >= this.at; place--) {
      const next = Math.floor(rest / 10);
      this.buffer[place] = ZERO + (rest - next * 10);
      rest = next;
    }
    this.at += width;
  }

  /** A double with ten decimals as the wire of the API has it; NaN and infinities are null. */
  wireDouble(value: number): void {
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
    this.fraction(fraction, 10);
  }

  /** A float32 by way of its shortest decimal, ten decimals, as the wire of the API has it. */
  wireFloat32(value: number): void {
    const magnitude = Math.abs(value);
    if (!(magnitude < 1e5) || magnitude === 0) {
      this.wireDouble(magnitude === 0 ? 0 : exactFloat32(value));
      return;
    }
    shortestDecimal(magnitude);
    const { digits, scale } = shortest;
    if (scale > 10) {
      this.wireDouble(exactFromShortest(value < 0));
      return;
    }
    this.reserve(40);
    if (value < 0) this.buffer[this.at++] = MINUS;
    if (scale <= 0) {
      this.digits(digits * (powersOfTen[-scale] ?? 1));
      this.fraction(0, 1);
      return;
    }
    const unit = powersOfTen[scale] ?? 1;
    const whole = Math.floor(digits / unit);
    this.digits(whole);
    this.fraction(digits - whole * unit, scale);
  }

  /** `.` and `width` decimals without the zeros at their end; one zero when nothing is left. */
  private fraction(value: number, width: number): void {
    this.buffer[this.at++] = POINT;
    if (value === 0) {
      this.buffer[this.at++] = ZERO;
      return;
    }
    this.fixed(value, width);
    while (this.buffer[this.at - 1] === ZERO) this.at--;
  }

  /** UTF-8 bytes as a JSON string: `/` escaped, everything beyond ASCII as `\uXXXX`. */
  jsonUtf8(bytes: Buffer, start: number, end: number): void {
    this.reserve(end - start + 2);
    const from = this.at;
    this.buffer[this.at++] = QUOTE;
    for (let i = start; i < end; i++) {
      const byte = bytes[i] ?? 0;
      if (byte < 0x20 || byte > 0x7f || byte === QUOTE || byte === BACKSLASH || byte === SLASH) {
        this.at = from;
        this.jsonText(bytes.toString('utf8', start, end));
        return;
      }
      this.buffer[this.at++] = byte;
    }
    this.buffer[this.at++] = QUOTE;
  }

  /** A string as JSON, escaped as {@link jsonUtf8} does. */
  jsonText(value: string): void {
    this.text(jsonQuoted(value));
  }
}

const groups = new Int32Array(8);

function exactFloat32(value: number): number {
  if (!Number.isFinite(value)) return value;
  shortestDecimal(Math.abs(value));
  return exactFromShortest(value < 0);
}

function exactFromShortest(negative: boolean): number {
  const magnitude = Number(`${shortest.digits}e${-shortest.scale}`);
  return negative ? -magnitude : magnitude;
}

/** C's `%.15g` for numbers above 1e16. */
function fifteenDigits(magnitude: number): string {
  const [mantissa = '', exponent = ''] = magnitude.toExponential(14).split('e');
  return `${mantissa.replace(/\.?0+$/, '')}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

/** JSON text of a string in the way of the API: ASCII only, `/` escaped. */
export function jsonQuoted(value: string): string {
  const escaped = JSON.stringify(value).replace(/[/\u0080-\uffff]/g, (c) =>
    c === '/' ? '\\/' : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return escaped;
}
