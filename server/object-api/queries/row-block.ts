import { ABSENT, corruptCell, NOTHING, type PackedCells } from '#server/formats/table.ts';
import type { PassingRow } from '#server/ports/wide-row-store.ts';
import { cellIndex } from '#server/storage/cell-codec.ts';
import { type BlockMemory, giveBlockMemory, takeBlockMemory, viewOf } from './block-memory.ts';

/** What a row is among the rows of one answer. */
export interface BlockRow {
  readonly key: string;
  readonly columns: readonly string[];
  /** Index of the row's first bound. */
  readonly boundsAt: number;
  /** Rows beside the alerts (upper limits): null stands where they have no cell, whatever the column says. */
  readonly aside: boolean;
}

/** Cells of a table, and for each of its columns 1 where a row has it at all. */
export interface PackedRows extends PackedCells {
  readonly isPresent: Uint8Array;
}

/** Rows of a scan, copied out of the store's memory into one growing buffer, cells still as bytes. */
export class RowBlock {
  readonly rows: BlockRow[] = [];
  private memory: BlockMemory = takeBlockMemory();
  private used = 0;
  private boundsUsed = 0;
  /** A table lies in this block's memory; further ones get their own. */
  private isPacked = false;
  private newestMs = 0;
  private timesMixed = 0;
  /** As it was before the row that was added last. */
  private before = { used: 0, newestMs: 0, timesMixed: 0 };

  get bytes(): Buffer {
    return this.memory.bytes;
  }

  add(row: PassingRow, aside = false): void {
    const { before } = this;
    before.used = this.used;
    before.newestMs = this.newestMs;
    before.timesMixed = this.timesMixed;
    const { timestampMs } = row;
    this.newestMs = Math.max(this.newestMs, timestampMs);
    this.timesMixed = (Math.imul(this.timesMixed, 31) + timestampMs) | 0;
    const count = row.columns.length;
    this.reserve(row.bytes.length, count * 2);
    const base = this.used;
    const boundsAt = this.boundsUsed;
    const { bytes, bounds } = this.memory;
    bytes.set(row.bytes, base);
    if (row.boundsInto !== undefined) row.boundsInto(bounds, boundsAt, base);
    else {
      const { starts, ends } = row;
      for (let k = 0, at = boundsAt; k < count; k++, at += 2) {
        bounds[at] = base + (starts[k] ?? 0);
        bounds[at + 1] = base + (ends[k] ?? 0);
      }
    }
    this.used = base + row.bytes.length;
    this.boundsUsed = boundsAt + 2 * count;
    this.rows.push({ key: row.key, columns: row.columns, boundsAt, aside });
  }

  /** Forgets the row that was added last, as if it had never come; once at most after each. */
  dropLast(): void {
    const row = this.rows.pop();
    if (row === undefined) return;
    this.boundsUsed = row.boundsAt;
    this.used = this.before.used;
    this.newestMs = this.before.newestMs;
    this.timesMixed = this.before.timesMixed;
  }

  /**
   * The number of 8 bytes in cell `k` of the row that was added last, NaN for a cell that it doesn't have (−1).
   * @throws {PortalError} `corrupt` for another length
   */
  lastDouble(k: number): number {
    const row = this.rows[this.rows.length - 1];
    if (k < 0 || row === undefined) return Number.NaN;
    const { bounds, view } = this.memory;
    const start = bounds[row.boundsAt + 2 * k] ?? 0;
    const end = bounds[row.boundsAt + 2 * k + 1] ?? 0;
    if (end - start !== 8) throw corruptCell(row.columns[k] ?? '', end - start);
    return view.getFloat64(start);
  }

  /** Gives its memory to other blocks: to be called once, when neither the block nor a table of it is read any more. */
  release(): void {
    const { memory } = this;
    this.clear();
    this.memory = noMemory;
    if (memory !== noMemory) giveBlockMemory(memory);
  }

  /** Tells the rows of two times apart: their number, the newest cell time, and the cell times of all in their order. */
  stamp(): string {
    return `${this.rows.length}.${this.newestMs}.${this.timesMixed >>> 0}`;
  }

  /** Forgets its rows but keeps its memory, for the next ones. */
  clear(): void {
    this.rows.length = 0;
    this.used = 0;
    this.boundsUsed = 0;
    this.isPacked = false;
  }

  /** A row of another block, as one beside the alerts unless said otherwise. */
  addFrom(other: RowBlock, index: number, aside = true): void {
    const row = other.rows[index];
    if (row === undefined) return;
    const { boundsAt, columns, key } = row;
    let first = other.used;
    let last = 0;
    const { bounds } = other.memory;
    for (let k = boundsAt; k < boundsAt + 2 * columns.length; k += 2) {
      first = Math.min(first, bounds[k] ?? 0);
      last = Math.max(last, bounds[k + 1] ?? 0);
    }
    const length = Math.max(0, last - first);
    this.reserve(length, 2 * columns.length);
    other.bytes.copy(this.bytes, this.used, first, last);
    const shift = this.used - first;
    for (let k = 0; k < 2 * columns.length; k++) {
      this.memory.bounds[this.boundsUsed + k] = (bounds[boundsAt + k] ?? 0) + shift;
    }
    this.rows.push({ key, columns, boundsAt: this.boundsUsed, aside });
    this.used += length;
    this.boundsUsed += 2 * columns.length;
  }

  private reserve(bytes: number, bounds: number): void {
    const { memory } = this;
    if (this.used + bytes > memory.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(memory.bytes.length * 2, this.used + bytes));
      memory.bytes.copy(larger, 0, 0, this.used);
      memory.bytes = larger;
      memory.view = viewOf(larger);
    }
    if (this.boundsUsed + bounds > memory.bounds.length) {
      const larger = new Int32Array(Math.max(memory.bounds.length * 2, this.boundsUsed + bounds));
      larger.set(memory.bounds);
      memory.bounds = larger;
    }
  }

  /** Column names in the order in which rows bring them: those of the first row, then what later rows add. */
  columnNames(): readonly string[] {
    const shapes = new Set<readonly string[]>();
    let last: readonly string[] | undefined;
    for (const { columns } of this.rows) {
      if (columns !== last) shapes.add(columns);
      last = columns;
    }
    const [first = [], ...others] = shapes;
    if (others.length === 0) return first;
    const names = new Set(first);
    for (const shape of others) for (const name of shape) names.add(name);
    return [...names];
  }

  /** Where the cells of a column begin and end, by row of the block: −1 where there is none. */
  cellsOf(name: string, read: (row: number, start: number, end: number) => void): void {
    const { bounds } = this.memory;
    let shape: readonly string[] | undefined;
    let slot = -1;
    for (let index = 0; index < this.rows.length; index++) {
      const row = this.rows[index];
      if (row === undefined) continue;
      if (row.columns !== shape) {
        shape = row.columns;
        slot = cellIndex(shape, name);
      }
      const from = row.boundsAt + 2 * slot;
      read(index, slot < 0 ? -1 : (bounds[from] ?? -1), slot < 0 ? -1 : (bounds[from + 1] ?? -1));
    }
  }

  /** Cell bounds of the rows `order` and the columns `names`, the way formats take them; valid until the block is cleared or released. */
  packed(order: readonly number[], names: readonly string[]): PackedRows {
    const width = names.length;
    const isPresent = new Uint8Array(width);
    const { starts, ends } = this.boundsOfTable(order.length * width);
    const { bounds } = this.memory;
    let shape: readonly string[] | undefined;
    let slots = new Int32Array(0);
    let at = 0;
    for (const index of order) {
      const row = this.rows[index];
      if (row === undefined) continue;
      if (row.columns !== shape) {
        shape = row.columns;
        slots = slotsOf(shape, names);
        for (let slot = 0; slot < width; slot++) if ((slots[slot] ?? -1) >= 0) isPresent[slot] = 1;
      }
      const { boundsAt } = row;
      const without = row.aside ? NOTHING : ABSENT;
      for (let slot = 0; slot < width; slot++, at++) {
        const k = slots[slot] ?? -1;
        const from = boundsAt + 2 * k;
        starts[at] = k < 0 ? without : (bounds[from] ?? without);
        ends[at] = k < 0 ? without : (bounds[from + 1] ?? without);
      }
    }
    return { bytes: this.bytes, starts, ends, width, isPresent };
  }

  private boundsOfTable(count: number): Pick<PackedCells, 'starts' | 'ends'> {
    if (this.isPacked) return { starts: new Int32Array(count), ends: new Int32Array(count) };
    const { memory } = this;
    if (count > memory.starts.length) {
      memory.starts = new Int32Array(count);
      memory.ends = new Int32Array(count);
    }
    this.isPacked = true;
    return { starts: memory.starts.subarray(0, count), ends: memory.ends.subarray(0, count) };
  }
}

/** What a released block has: nothing can be read from it. */
const noMemory: BlockMemory = {
  bytes: Buffer.alloc(0),
  view: new DataView(new ArrayBuffer(0)),
  bounds: new Int32Array(0),
  starts: new Int32Array(0),
  ends: new Int32Array(0),
};

/** Slots by names and by shape: both are mostly the same arrays from request to request. */
const keptSlots = new WeakMap<readonly string[], WeakMap<readonly string[], Int32Array<ArrayBuffer>>>();

/** Where each of `names` is in rows of a shape, −1 where it isn't. */
function slotsOf(columns: readonly string[], names: readonly string[]): Int32Array<ArrayBuffer> {
  let ofShapes = keptSlots.get(names);
  if (ofShapes === undefined) {
    ofShapes = new WeakMap();
    keptSlots.set(names, ofShapes);
  }
  const known = ofShapes.get(columns);
  if (known !== undefined) return known;
  const slots = new Int32Array(names.length);
  for (let i = 0; i < names.length; i++) slots[i] = cellIndex(columns, names[i] ?? '');
  ofShapes.set(columns, slots);
  return slots;
}
