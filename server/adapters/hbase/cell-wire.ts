/** Tags of HBase REST's CellSet: rows 1 { key 1, cells 2 { row 1, column 2, timestamp 3 (varint), data 4 } }. */
export const tags = {
  row: 0x0a,
  rowKey: 0x0a,
  cell: 0x12,
  cellRow: 0x0a,
  cellColumn: 0x12,
  cellTime: 0x18,
  cellData: 0x22,
} as const;

/** A place in bytes; reading moves it. Reading behind `end` gives NaN lengths, which no check lets pass. */
export class Cursor {
  at: number;
  end: number;
  bytes: Uint8Array;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** An unsigned number of at most `2^53 - 1`; NaN when it is cut off or longer. */
  varint(): number {
    const { at } = this;
    const byte = at < this.end ? (this.bytes[at] ?? 0x80) : 0x80;
    if (byte >= 0x80) return this.#longVarint();
    this.at = at + 1;
    return byte;
  }

  /** Two halves of 28 bits are put together as whole numbers, which is faster than eight steps of a float. */
  #longVarint(): number {
    const { bytes, end } = this;
    let { at } = this;
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 56 && at < end; shift += 7) {
      const byte = bytes[at++] ?? 0;
      if (shift < 28) low |= (byte & 0x7f) << shift;
      else high |= (byte & 0x7f) << (shift - 28);
      if (byte >= 0x80) continue;
      this.at = at;
      const value = low + high * 0x1000_0000;
      return value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN;
    }
    return Number.NaN;
  }

  /** End of a length-prefixed piece that begins behind the length; NaN when it doesn't fit. */
  piece(): number {
    const length = this.varint();
    const end = this.at + length;
    return end <= this.end ? end : Number.NaN;
  }
}
