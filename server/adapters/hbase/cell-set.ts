import type { Row } from '#server/ports/wide-row-store.ts';
import { garbled } from './rest-failure.ts';
import { RowMemory } from './row-memory.ts';
import type { Shape, Shapes } from './shapes.ts';

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

interface Cells {
  readonly columnStarts: Int32Array;
  readonly columnEnds: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

const newCells = (size: number): Cells => ({
  columnStarts: new Int32Array(size),
  columnEnds: new Int32Array(size),
  starts: new Int32Array(size),
  ends: new Int32Array(size),
});

const decoder = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Uint8Array, start: number, end: number): string {
  try {
    return decoder.decode(bytes.subarray(start, end));
  } catch {
    throw garbled('a name or key is not UTF-8');
  }
}

/** Copies a value; most have a few bytes, for which a call of `set` costs more than the copy. @returns where it ends */
function copied(
  bytes: Uint8Array,
  { from, to }: { from: number; to: number },
  { values, at }: { values: Uint8Array; at: number },
): number {
  if (to - from > 32) {
    values.set(bytes.subarray(from, to), at);
    return at + to - from;
  }
  let place = at;
  for (let i = from; i < to; i++) values[place++] = bytes[i] ?? 0;
  return place;
}

/** Reads rows out of CellSet bytes, strictly: every tag, every length. It remembers the shape of the row before. */
export class RowReader {
  readonly #shapes: Shapes;
  #last: Shape | undefined;
  readonly #memory = new RowMemory();
  readonly #cursor = new Cursor(new Uint8Array(), 0, 0);
  #cells = newCells(256);
  #count = 0;
  #timestampMs = 0;

  constructor(shapes: Shapes) {
    this.#shapes = shapes;
  }

  /** Whether `[start, end)` is one whole row; never throws. */
  fits(bytes: Uint8Array, start: number, end: number): boolean {
    try {
      return this.#parse(bytes, start, end) !== undefined;
    } catch {
      return false;
    }
  }

  /** The row in `[start, end)`, its cells without what is around them: whoever keeps a row keeps no answer. @throws {PortalError} `corrupt` */
  read(bytes: Uint8Array, start: number, end: number): Row {
    const keyPlace = this.#parse(bytes, start, end);
    if (keyPlace === undefined) throw garbled('a row is not as it should be');
    const shape = this.#shapeOf(bytes);
    const { starts: from, ends: to } = this.#cells;
    const count = this.#count;
    let length = 0;
    for (let i = 0; i < count; i++) length += (to[i] ?? 0) - (from[i] ?? 0);
    const values = this.#memory.bytes(length);
    const starts = this.#memory.bounds(count);
    const ends = this.#memory.bounds(count);
    let at = 0;
    for (let i = 0; i < count; i++) {
      const place = shape.places === undefined ? i : (shape.places[i] ?? 0);
      starts[place] = at;
      at = copied(bytes, { from: from[i] ?? 0, to: to[i] ?? 0 }, { values, at });
      ends[place] = at;
    }
    const key = textOf(bytes, keyPlace.start, keyPlace.end);
    return { key, timestampMs: this.#timestampMs, columns: shape.columns, bytes: values, starts, ends };
  }

  #parse(bytes: Uint8Array, start: number, end: number): { start: number; end: number } | undefined {
    const cursor = this.#cursor;
    cursor.bytes = bytes;
    cursor.at = start;
    cursor.end = end;
    this.#count = 0;
    this.#timestampMs = 0;
    if (bytes[cursor.at++] !== tags.rowKey) return undefined;
    const keyEnd = cursor.piece();
    if (!(keyEnd > cursor.at)) return undefined;
    const key = { start: cursor.at, end: keyEnd };
    cursor.at = keyEnd;
    while (cursor.at < end) {
      if (bytes[cursor.at++] !== tags.cell) return undefined;
      const cellEnd = cursor.piece();
      cursor.end = cellEnd;
      if (!(cellEnd >= cursor.at) || !this.#parseCell(bytes, cursor)) return undefined;
      cursor.end = end;
    }
    return key;
  }

  /** The cell from the cursor's place to its end. */
  #parseCell(bytes: Uint8Array, cursor: Cursor): boolean {
    const { at: start, end } = cursor;
    const index = this.#count;
    if (index >= this.#cells.starts.length) this.#grow();
    const cells = this.#cells;
    let hasColumn = false;
    let hasData = false;
    while (cursor.at < end) {
      const tag = bytes[cursor.at++];
      if (tag === tags.cellTime) {
        const time = cursor.varint();
        if (!(time >= 0)) return false;
        if (time > this.#timestampMs) this.#timestampMs = time;
        continue;
      }
      const pieceEnd = cursor.piece();
      if (!(pieceEnd >= cursor.at)) return false;
      if (tag === tags.cellColumn && !hasColumn) {
        hasColumn = true;
        cells.columnStarts[index] = cursor.at;
        cells.columnEnds[index] = pieceEnd;
      } else if (tag === tags.cellData && !hasData) {
        hasData = true;
        cells.starts[index] = cursor.at;
        cells.ends[index] = pieceEnd;
      } else if (tag !== tags.cellRow) {
        return false;
      }
      cursor.at = pieceEnd;
    }
    if (!hasData) cells.starts[index] = cells.ends[index] = start;
    this.#count = index + 1;
    return hasColumn;
  }

  #grow(): void {
    const larger = newCells(this.#cells.starts.length * 2);
    larger.columnStarts.set(this.#cells.columnStarts);
    larger.columnEnds.set(this.#cells.columnEnds);
    larger.starts.set(this.#cells.starts);
    larger.ends.set(this.#cells.ends);
    this.#cells = larger;
  }

  #shapeOf(bytes: Uint8Array): Shape {
    const last = this.#last;
    if (last !== undefined && last.nameEnds.length === this.#count && this.#isSame(bytes, last)) return last;
    const names: string[] = [];
    for (let i = 0; i < this.#count; i++)
      names.push(textOf(bytes, this.#cells.columnStarts[i] ?? 0, this.#cells.columnEnds[i] ?? 0));
    if (new Set(names).size !== names.length) throw garbled('a row has a column twice');
    const shape = this.#shapes.of(names);
    this.#last = shape;
    return shape;
  }

  #isSame(bytes: Uint8Array, { names, nameEnds }: Shape): boolean {
    const { columnStarts, columnEnds } = this.#cells;
    let at = 0;
    for (let i = 0; i < nameEnds.length; i++) {
      const nameEnd = nameEnds[i] ?? 0;
      let from = columnStarts[i] ?? 0;
      if ((columnEnds[i] ?? 0) - from !== nameEnd - at) return false;
      while (at < nameEnd) if (bytes[from++] !== names[at++]) return false;
    }
    return true;
  }
}

/** The rows of a plain CellSet, as multi-get and scanners send it. @throws {PortalError} `corrupt` */
export function rowsOfCellSet(bytes: Uint8Array, reader: RowReader): Row[] {
  const cursor = new Cursor(bytes, 0, bytes.length);
  const rows: Row[] = [];
  while (cursor.at < bytes.length) {
    if (bytes[cursor.at++] !== tags.row) throw garbled('there is something between the rows');
    const end = cursor.piece();
    if (!(end >= cursor.at)) throw garbled('it ends within a row');
    rows.push(reader.read(bytes, cursor.at, end));
    cursor.at = end;
  }
  return rows;
}
