import { brokenPage } from './thrift.ts';

/**
 * `count` small integers from Parquet's hybrid of run lengths and bit packing.
 * @param bitWidth bits of one value, 0 to 32
 * @throws {PortalError} `corrupt` when the bytes end before the values do, or the values before a run of equal ones
 */
export function decodeHybrid(bytes: Uint8Array, bitWidth: number, count: number): Uint32Array {
  if (bitWidth > 32) throw brokenPage(`its numbers have ${bitWidth} bits`);
  const values = new Uint32Array(count);
  if (bitWidth === 0) return values;
  const byteWidth = (bitWidth + 7) >> 3;
  let at = 0;
  let filled = 0;
  while (filled < count) {
    let head = 0;
    let shift = 0;
    for (;;) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 28) throw brokenPage('its levels end too early');
      head += (byte & 0x7f) * 2 ** shift;
      shift += 7;
      if (byte < 0x80) break;
    }
    const size = Math.floor(head / 2);
    if (size === 0) throw brokenPage('a run of its levels is empty');
    if (head % 2 === 0) {
      if (size > count - filled) throw brokenPage('a run of its levels is too long');
      if (at + byteWidth > bytes.length) throw brokenPage('its levels end too early');
      let value = 0;
      for (let i = 0; i < byteWidth; i++) value += (bytes[at + i] ?? 0) * 2 ** (8 * i);
      at += byteWidth;
      values.fill(value, filled, filled + size);
      filled += size;
    } else {
      const end = Math.min(count, filled + size * 8);
      if (at + Math.ceil(((end - filled) * bitWidth) / 8) > bytes.length) throw brokenPage('its levels end too early');
      unpack({ bytes, at, bitWidth }, values, filled, end);
      at += size * bitWidth;
      filled = end;
    }
  }
  return values;
}

interface Packed {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly bitWidth: number;
}

/** The most bits that lie within four bytes wherever they begin. */
const fourBytesHold = 25;

function unpack(source: Packed, values: Uint32Array, from: number, end: number): void {
  if (source.bitWidth > fourBytesHold) {
    unpackWide(source, values, from, end);
    return;
  }
  const { bytes, at, bitWidth } = source;
  const mask = 2 ** bitWidth - 1;
  for (let i = from, bit = 0; i < end; i++, bit += bitWidth) {
    const byte = at + (bit >> 3);
    const four =
      (bytes[byte] ?? 0) |
      ((bytes[byte + 1] ?? 0) << 8) |
      ((bytes[byte + 2] ?? 0) << 16) |
      ((bytes[byte + 3] ?? 0) << 24);
    values[i] = (four >>> (bit & 7)) & mask;
  }
}

function unpackWide(source: Packed, values: Uint32Array, from: number, end: number): void {
  const { bytes, at, bitWidth } = source;
  for (let i = from; i < end; i++) {
    const firstBit = (i - from) * bitWidth;
    let value = 0;
    for (let bit = 0; bit < bitWidth; ) {
      const position = firstBit + bit;
      const offset = position & 7;
      const taken = Math.min(8 - offset, bitWidth - bit);
      const part = ((bytes[at + (position >> 3)] ?? 0) >> offset) & ((1 << taken) - 1);
      value += part * 2 ** bit;
      bit += taken;
    }
    values[i] = value;
  }
}
