import { ABSENT, type Table, type Value } from './table.ts';

const rowsWithoutComparing = 15;

/** Finds the columns of a row that have the value of the row before. */
export class Sameness {
  /** 1 for each column that is as in the row before; a zero behind the last. */
  readonly same: Uint8Array;
  private readonly slots: Int32Array;
  private readonly table: Table;
  private readonly view: DataView;
  private readonly computed: { readonly at: number; readonly values: readonly Value[] }[] = [];
  private waiting = 0;

  constructor(table: Table, view: DataView) {
    this.table = table;
    this.view = view;
    this.same = new Uint8Array(table.columns.length + 1);
    this.slots = new Int32Array(table.columns.length);
    for (let at = 0; at < this.slots.length; at++) {
      const source = table.columns[at]?.source;
      if (typeof source === 'number') this.slots[at] = source;
      else {
        this.slots[at] = -1;
        if (source !== undefined) this.computed.push({ at, values: source });
      }
    }
  }

  /** False where the row wasn't compared. */
  compare(row: number): boolean {
    if (row === 0) return false;
    if (this.waiting > 0) {
      this.waiting--;
      return false;
    }
    const found = this.compareCells(row) + this.compareValues(row);
    if (found * 5 < this.slots.length) this.waiting = rowsWithoutComparing;
    return true;
  }

  private compareCells(row: number): number {
    const { slots, same, view } = this;
    const { starts, ends, width } = this.table.cells;
    const first = row * width;
    let found = 0;
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at] ?? -1;
      if (slot < 0) continue;
      const index = first + slot;
      const start = starts[index] ?? ABSENT;
      const other = starts[index - width] ?? ABSENT;
      let equal = 0;
      if (start < 0 || other < 0) equal = start === other ? 1 : 0;
      else {
        const length = (ends[index] ?? start) - start;
        if (length === (ends[index - width] ?? other) - other && areSame(view, start, other, length)) equal = 1;
      }
      same[at] = equal;
      found += equal;
    }
    return found;
  }

  private compareValues(row: number): number {
    let found = 0;
    for (const { at, values } of this.computed) {
      const equal = values[row] === values[row - 1] ? 1 : 0;
      this.same[at] = equal;
      found += equal;
    }
    return found;
  }
}

function areSame(view: DataView, start: number, other: number, length: number): boolean {
  let i = 0;
  for (; i + 4 <= length; i += 4) if (view.getInt32(start + i) !== view.getInt32(other + i)) return false;
  for (; i < length; i++) if (view.getUint8(start + i) !== view.getUint8(other + i)) return false;
  return true;
}
