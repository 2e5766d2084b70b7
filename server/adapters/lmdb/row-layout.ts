import { PortalError, shownValue } from '#domain/failure.ts';
import type { PassingRow, Row, WritableRow } from '#server/ports/wide-row-store.ts';
import { headerBytes, type View } from './shape.ts';
import type { Shapes } from './shapes.ts';

const wideFlag = 0x80000000;
const longestNarrow = 0xffff;

/** The row in the form in which rows are read. */
function rowFrom(row: WritableRow): Row {
  if ('columns' in row) return row;
  const columns: string[] = [];
  const cells: Uint8Array[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const [name, bytes] of row.cells) {
    columns.push(name);
    cells.push(bytes);
    starts.push(at);
    at += bytes.length;
    ends.push(at);
  }
  return { key: row.key, timestampMs: row.timestampMs, columns, bytes: Buffer.concat(cells), starts, ends };
}

const shortCell = 32;

/** Copies bytes `start … end` to `at`; short ones byte by byte, which is faster than a call. */
function copyCell(from: Uint8Array, range: { start: number; end: number }, out: Buffer, at: number): void {
  const { start, end } = range;
  if (end - start > shortCell) out.set(from.subarray(start, end), at);
  else for (let i = start, to = at; i < end; i++, to++) out[to] = from[i] ?? 0;
}

/** A row as it is stored: shape id, timestamp, fixed cells, lengths of the varying cells, varying cells. */
export function bytesFromRow(writable: WritableRow, shapes: Shapes): Buffer {
  const { key, timestampMs, columns, bytes, starts, ends } = rowFrom(writable);
  if (columns.length === 0) throw new PortalError('bad-request', `The row ${shownValue(key)} has no cells.`);
  const lengthOf = (index: number): number => (ends[index] ?? 0) - (starts[index] ?? 0);
  const plan = shapes.planFor(columns, lengthOf, 'columns' in writable);
  if (plan === undefined) throw new PortalError('bad-request', `The row ${shownValue(key)} has a column twice.`);
  const { shape, fixed, varying } = plan;
  let total = headerBytes;
  let isWide = false;
  for (const given of fixed) total += lengthOf(given);
  for (const given of varying) {
    const length = lengthOf(given);
    total += length;
    if (length > longestNarrow) isWide = true;
  }
  const lengthBytes = isWide ? 4 : 2;
  const out = Buffer.allocUnsafe(total + varying.length * lengthBytes);
  out.writeUInt32BE(shape.id + (isWide ? wideFlag : 0), 0);
  out.writeUIntBE(timestampMs, 4, 6);
  let at = headerBytes;
  for (const given of fixed) {
    const range = { start: starts[given] ?? 0, end: ends[given] ?? 0 };
    copyCell(bytes, range, out, at);
    at += range.end - range.start;
  }
  let lengthAt = at;
  at += varying.length * lengthBytes;
  for (const given of varying) {
    const range = { start: starts[given] ?? 0, end: ends[given] ?? 0 };
    lengthAt = out.writeUIntBE(range.end - range.start, lengthAt, lengthBytes);
    copyCell(bytes, range, out, at);
    at += range.end - range.start;
  }
  return out;
}

/** The id of the shape of a stored row. */
export function shapeIdOf(value: Uint8Array): number {
  return (((value[0] ?? 0) & 0x7f) << 24) | ((value[1] ?? 0) << 16) | ((value[2] ?? 0) << 8) | (value[3] ?? 0);
}

function timestampOf(value: Uint8Array): number {
  const high = ((value[4] ?? 0) << 8) | (value[5] ?? 0);
  const low = ((value[6] ?? 0) << 24) | ((value[7] ?? 0) << 16) | ((value[8] ?? 0) << 8) | (value[9] ?? 0);
  return high * 4294967296 + (low >>> 0);
}

/** Writes the bounds of the varying cells of a row as pairs, that of cell `k` at `pairs[at + 2 * k]`, moved by `base`. */
function varyingBounds(value: Uint8Array, view: View, pairs: Int32Array, [at, base]: readonly [number, number]): void {
  const { varying, varyingCount, lengthsAt } = view;
  const isWide = (value[0] ?? 0) > 0x7f;
  let lengthAt = lengthsAt;
  let from = base + lengthsAt + varyingCount * (isWide ? 4 : 2);
  for (let i = 0; i < varying.length; i++) {
    let length = ((value[lengthAt] ?? 0) << 8) | (value[lengthAt + 1] ?? 0);
    lengthAt += 2;
    if (isWide) {
      length = length * 65536 + (((value[lengthAt] ?? 0) << 8) | (value[lengthAt + 1] ?? 0));
      lengthAt += 2;
    }
    const index = varying[i] ?? -1;
    if (index >= 0) {
      pairs[at + 2 * index] = from;
      pairs[at + 2 * index + 1] = from + length;
    }
    from += length;
  }
}

let scratch = new Int32Array(512);

function scratchFor(count: number): Int32Array {
  if (scratch.length < 2 * count) scratch = new Int32Array(4 * count);
  return scratch;
}

/** The cells of `view` in a stored row; fixed cells cost nothing, varying ones a sum of lengths. */
export function rowFromBytes(key: string, value: Uint8Array, view: View): Row {
  const timestampMs = timestampOf(value);
  const { columns, varying } = view;
  if (varying.length === 0) {
    return { key, timestampMs, columns, bytes: value, starts: view.starts, ends: view.ends };
  }
  const pairs = scratchFor(columns.length);
  varyingBounds(value, view, pairs, [0, 0]);
  const starts = view.starts.slice();
  const ends = view.ends.slice();
  for (const index of varying) {
    if (index < 0) continue;
    starts[index] = pairs[2 * index] ?? 0;
    ends[index] = pairs[2 * index + 1] ?? 0;
  }
  return { key, timestampMs, columns, bytes: value, starts, ends };
}

const noView: View = { columns: [], starts: [], ends: [], varying: [], varyingCount: 0, lengthsAt: 0 };
const noBytes = new Uint8Array(0);

/** One row after another, shown in the same object. */
export class ShownRow implements PassingRow {
  key = '';
  bytes: Uint8Array = noBytes;
  #view: View = noView;
  /** Those of the fixed cells stay from row to row, of the varying ones only where they were asked for. */
  #starts: number[] = [];
  #ends: number[] = [];
  #isRead = false;

  show(key: string, bytes: Uint8Array, view: View): void {
    this.key = key;
    this.bytes = bytes;
    this.#isRead = view.varying.length === 0;
    if (view === this.#view) return;
    this.#view = view;
    this.#starts = view.starts.slice();
    this.#ends = view.ends.slice();
  }

  get timestampMs(): number {
    return timestampOf(this.bytes);
  }

  get columns(): readonly string[] {
    return this.#view.columns;
  }

  get starts(): readonly number[] {
    if (!this.#isRead) this.#read();
    return this.#starts;
  }

  get ends(): readonly number[] {
    if (!this.#isRead) this.#read();
    return this.#ends;
  }

  #read(): void {
    const { varying, columns } = this.#view;
    const pairs = scratchFor(columns.length);
    varyingBounds(this.bytes, this.#view, pairs, [0, 0]);
    for (let i = 0; i < varying.length; i++) {
      const index = varying[i] ?? -1;
      if (index < 0) continue;
      this.#starts[index] = pairs[2 * index] ?? 0;
      this.#ends[index] = pairs[2 * index + 1] ?? 0;
    }
    this.#isRead = true;
  }

  boundsInto(pairs: Int32Array, at: number, base: number): void {
    const { starts, ends, varying } = this.#view;
    for (let k = 0, to = at; k < starts.length; k++, to += 2) {
      pairs[to] = base + (starts[k] ?? 0);
      pairs[to + 1] = base + (ends[k] ?? 0);
    }
    if (varying.length > 0) varyingBounds(this.bytes, this.#view, pairs, [at, base]);
  }
}
