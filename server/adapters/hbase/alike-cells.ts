import { Cursor, tags } from './cell-wire.ts';
import type { CellHeads } from './shapes.ts';
import type { ViewedBytes } from './viewed-bytes.ts';

/** Where the values of a row begin and end, in the order of its cells. */
export interface ValueBounds {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Cells of one row, without its key. */
export interface CellsPlace {
  readonly source: ViewedBytes;
  readonly from: number;
  readonly to: number;
}

/** A length of one or two bytes; -1 for a longer one, which no cell of a row like others has. */
function lengthAt(bytes: Uint8Array, at: number): number {
  const low = bytes[at] ?? 0x80;
  if (low < 0x80) return low;
  const high = bytes[at + 1] ?? 0x80;
  return high < 0x80 ? (low & 0x7f) | (high << 7) : -1;
}

const sizeOf = (length: number): number => (length < 0x80 ? 1 : 2);

/** Bytes of the number at `at`, which are compared by four: as many at least. */
function timeSizeAt(bytes: Uint8Array, at: number): number {
  let size = 1;
  while (size < 8 && (bytes[at + size - 1] ?? 0) >= 0x80) size++;
  return size < 4 ? Number.NaN : size;
}

/**
 * Reads cells whose columns are known, as those of nearly all rows are from the row before, and that have one time: names and times are
 * compared as bytes, by four and the last four again. Whatever it takes, a reading of every tag and length takes too, to the same end.
 * `bounds` has room for them all.
 * @returns the time; NaN for cells of any other make
 */
export function alikeCells({ source, from, to }: CellsPlace, heads: CellHeads, bounds: ValueBounds): number {
  const { bytes, view } = source;
  const { view: expected, ends: headEnds } = heads;
  const { starts, ends } = bounds;
  const count = headEnds.length;
  let at = from;
  let head = 0;
  let timeAt = 0;
  let timeSize = 0;
  for (let i = 0; i < count; i++) {
    if (bytes[at++] !== tags.cell) return Number.NaN;
    const cellLength = lengthAt(bytes, at);
    at += sizeOf(cellLength);
    const cellEnd = at + cellLength;
    const headEnd = headEnds[i] ?? 0;
    const headAt = at;
    at += headEnd - head;
    if (i === 0) {
      timeAt = at;
      timeSize = timeSizeAt(bytes, at);
    }
    if (cellEnd > to || !(at + timeSize < cellEnd)) return Number.NaN;
    for (let place = headAt; head < headEnd - 4; head += 4, place += 4)
      if (view.getInt32(place) !== expected.getInt32(head)) return Number.NaN;
    head = headEnd;
    if (view.getInt32(at - 4) !== expected.getInt32(headEnd - 4)) return Number.NaN;
    if (view.getInt32(at) !== view.getInt32(timeAt)) return Number.NaN;
    at += timeSize;
    if (view.getInt32(at - 4) !== view.getInt32(timeAt + timeSize - 4)) return Number.NaN;
    if (bytes[at++] !== tags.cellData) return Number.NaN;
    const length = lengthAt(bytes, at);
    at += sizeOf(length);
    if (at + length !== cellEnd) return Number.NaN;
    starts[i] = at;
    ends[i] = at = cellEnd;
  }
  return at === to && count > 0 ? new Cursor(bytes, timeAt, to).varint() : Number.NaN;
}
