import { ABSENT, NOTHING, type PackedCells } from '#server/formats/table.ts';
import type { Row } from '#server/ports/wide-row-store.ts';
import { cellIndex } from '#server/storage/cell-codec.ts';

/** What a row is among the rows of one answer. */
export interface BlockRow {
  readonly key: string;
  readonly columns: readonly string[];
  /** Index of the row's first bound. */
  readonly boundsAt: number;
  /** Rows beside the alerts (upper limits): null stands where they have no cell, whatever the column says. */
  readonly aside: boolean;
}

/** Rows of a scan, copied out of the store's memory into one growing buffer, cells still as bytes. */
export class RowBlock {
  readonly rows: BlockRow[] = [];
  bytes: Buffer = Buffer.allocUnsafeSlow(65_536);
  private used = 0;
  /** Start and end of each cell in `bytes`, one pair after another. */
  private bounds = new Int32Array(8192);
  private boundsUsed = 0;
  private newestMs = 0;
  private timesMixed = 0;

  add(row: Row, aside = false): void {
    this.newestMs = Math.max(this.newestMs, row.timestampMs);
    this.timesMixed = (Math.imul(this.timesMixed, 31) + row.timestampMs) | 0;
    const count = row.columns.length;
    this.reserve(row.bytes.length, count * 2);
    const { starts, ends } = row;
    const base = this.used;
    this.bytes.set(row.bytes, base);
    this.used += row.bytes.length;
    const { bounds, boundsUsed: boundsAt } = this;
    for (let k = 0, at = boundsAt; k < count; k++, at += 2) {
      bounds[at] = base + (starts[k] ?? 0);
      bounds[at + 1] = base + (ends[k] ?? 0);
    }
    this.boundsUsed = boundsAt + 2 * count;
    this.rows.push({ key: row.key, columns: row.columns, boundsAt, aside });
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
  }

  /** A row of another block, as one beside the alerts unless said otherwise. */
  addFrom(other: RowBlock, index: number, aside = true): void {
    const row = other.rows[index];
    if (row === undefined) return;
    const { boundsAt, columns, key } = row;
    let first = other.used;
    let last = 0;
    for (let k = boundsAt; k < boundsAt + 2 * columns.length; k += 2) {
      first = Math.min(first, other.bounds[k] ?? 0);
      last = Math.max(last, other.bounds[k + 1] ?? 0);
    }
    const length = Math.max(0, last - first);
    this.reserve(length, 2 * columns.length);
    other.bytes.copy(this.bytes, this.used, first, last);
    const shift = this.used - first;
    for (let k = 0; k < 2 * columns.length; k++) {
      this.bounds[this.boundsUsed + k] = (other.bounds[boundsAt + k] ?? 0) + shift;
    }
    this.rows.push({ key, columns, boundsAt: this.boundsUsed, aside });
    this.used += length;
    this.boundsUsed += 2 * columns.length;
  }

  private reserve(bytes: number, bounds: number): void {
    if (this.used + bytes > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.used + bytes));
      this.bytes.copy(larger, 0, 0, this.used);
      this.bytes = larger;
    }
    if (this.boundsUsed + bounds > this.bounds.length) {
      const larger = new Int32Array(Math.max(this.bounds.length * 2, this.boundsUsed + bounds));
      larger.set(this.bounds);
      this.bounds = larger;
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

  /** Cell bounds of the rows `order` and the columns `names`, the way formats take them. */
  packed(order: readonly number[], names: readonly string[]): PackedCells {
    const width = names.length;
    const starts = new Int32Array(order.length * width);
    const ends = new Int32Array(order.length * width);
    const { bounds } = this;
    let shape: readonly string[] | undefined;
    let slots = new Int32Array(0);
    let at = 0;
    for (const index of order) {
      const row = this.rows[index];
      if (row === undefined) continue;
      if (row.columns !== shape) {
        shape = row.columns;
        slots = slotsOf(shape, names);
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
    return { bytes: this.bytes, starts, ends, width };
  }
}

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
