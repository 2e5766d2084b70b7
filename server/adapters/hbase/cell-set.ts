import type { Row } from '#server/ports/wide-row-store.ts';
import { alikeCells, type ValueBounds } from './alike-cells.ts';
import { Cursor, tags } from './cell-wire.ts';
import { garbled } from './rest-failure.ts';
import { RowMemory } from './row-memory.ts';
import type { Shape, Shapes } from './shapes.ts';
import { ValueWriter, type ViewedBytes, viewedBytes } from './viewed-bytes.ts';

interface Cells extends ValueBounds {
  readonly columnStarts: Int32Array;
  readonly columnEnds: Int32Array;
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

/** Where a row lies, its tag and length apart. */
export interface RowPlace {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** Reads rows out of CellSet bytes, strictly: every tag, every length. It remembers the shape of the row before. */
export class RowReader {
  readonly #shapes: Shapes;
  #last: Shape | undefined;
  readonly #memory = new RowMemory();
  readonly #cursor = new Cursor(new Uint8Array(), 0, 0);
  #source: ViewedBytes = viewedBytes(new Uint8Array());
  #cells = newCells(256);
  #keyStart = 0;
  #keyEnd = 0;
  #count = 0;
  #timestampMs = 0;

  constructor(shapes: Shapes) {
    this.#shapes = shapes;
  }

  /** Whether `[start, end)` is one whole row; never throws. */
  fits(bytes: Uint8Array, start: number, end: number): boolean {
    try {
      this.#begin(bytes, start, end);
      return this.#passKey() && this.#parseCells();
    } catch {
      return false;
    }
  }

  /**
   * The row in `[start, end)`, its cells without what is around them: whoever keeps a row keeps no answer.
   * @throws {PortalError} `corrupt`
   */
  read(place: RowPlace, memory = this.#memory): Row {
    const { bytes } = place;
    this.#begin(bytes, place.start, place.end);
    const isRow = this.#passKey();
    const shape = (isRow && this.#alikeShape()) || (isRow && this.#parseCells() && this.#shapeOf(bytes));
    if (!shape) throw garbled('a row is not as it should be');
    const key = textOf(bytes, this.#keyStart, this.#keyEnd);
    return { key, timestampMs: this.#timestampMs, columns: shape.columns, ...this.#packed(shape, memory) };
  }

  #begin(bytes: Uint8Array, start: number, end: number): void {
    const cursor = this.#cursor;
    if (cursor.bytes !== bytes) this.#source = viewedBytes(bytes);
    cursor.bytes = bytes;
    cursor.at = start;
    cursor.end = end;
  }

  /** Moves the cursor behind the key, which may not be empty. */
  #passKey(): boolean {
    const cursor = this.#cursor;
    if (cursor.bytes[cursor.at++] !== tags.rowKey) return false;
    const keyEnd = cursor.piece();
    if (!(keyEnd > cursor.at)) return false;
    this.#keyStart = cursor.at;
    this.#keyEnd = cursor.at = keyEnd;
    return true;
  }

  /** The shape of the row before, where the cells behind the key are like its, as they most often are; the cursor stays before them. */
  #alikeShape(): Shape | undefined {
    const last = this.#last;
    if (last?.heads === undefined) return undefined;
    const { at: from, end: to } = this.#cursor;
    const time = alikeCells({ source: this.#source, from, to }, last.heads, this.#cells);
    if (Number.isNaN(time)) return undefined;
    this.#count = last.columns.length;
    this.#timestampMs = time;
    return last;
  }

  /** The values one behind the other, in the order of the columns' names or of the cells. */
  #packed({ places }: Shape, memory: RowMemory): Pick<Row, 'bytes' | 'starts' | 'ends'> {
    const { starts: from, ends: to } = this.#cells;
    const count = this.#count;
    let length = 0;
    for (let i = 0; i < count; i++) length += (to[i] ?? 0) - (from[i] ?? 0);
    const values = memory.bytes(length);
    const starts = memory.bounds(count);
    const ends = memory.bounds(count);
    const writer = new ValueWriter(values);
    for (let i = 0; i < count; i++) {
      const place = places === undefined ? i : (places[i] ?? 0);
      starts[place] = writer.at;
      writer.put(this.#source, from[i] ?? 0, to[i] ?? 0);
      ends[place] = writer.at;
    }
    return { bytes: values, starts, ends };
  }

  /** Reads the cells behind the key, whatever they are. */
  #parseCells(): boolean {
    const cursor = this.#cursor;
    const { bytes, end } = cursor;
    this.#count = 0;
    this.#timestampMs = 0;
    while (cursor.at < end) {
      if (bytes[cursor.at++] !== tags.cell) return false;
      const cellEnd = cursor.piece();
      cursor.end = cellEnd;
      if (!(cellEnd >= cursor.at) || !this.#parseCell(bytes, cursor)) return false;
      cursor.end = end;
    }
    return true;
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
    const names: string[] = [];
    for (let i = 0; i < this.#count; i++)
      names.push(textOf(bytes, this.#cells.columnStarts[i] ?? 0, this.#cells.columnEnds[i] ?? 0));
    if (new Set(names).size !== names.length) throw garbled('a row has a column twice');
    const shape = this.#shapes.of(names);
    this.#last = shape;
    return shape;
  }
}

/** Calls `found` with begin and end of each row of a plain CellSet, behind its length. @throws {PortalError} `corrupt` */
function eachRow(bytes: Uint8Array, found: (start: number, end: number) => void): void {
  const cursor = new Cursor(bytes, 0, bytes.length);
  while (cursor.at < bytes.length) {
    if (bytes[cursor.at++] !== tags.row) throw garbled('there is something between the rows');
    const end = cursor.piece();
    if (!(end >= cursor.at)) throw garbled('it ends within a row');
    found(cursor.at, end);
    cursor.at = end;
  }
}

/** How many rows a plain CellSet has; they are not looked into. @throws {PortalError} `corrupt` */
export function rowCountOfCellSet(bytes: Uint8Array): number {
  let count = 0;
  eachRow(bytes, () => count++);
  return count;
}

/** The rows of a plain CellSet, as multi-get and scanners send it. @throws {PortalError} `corrupt` */
export function rowsOfCellSet(bytes: Uint8Array, reader: RowReader, memory?: RowMemory): Row[] {
  const rows: Row[] = [];
  eachRow(bytes, (start, end) => rows.push(reader.read({ bytes, start, end }, memory)));
  return rows;
}
