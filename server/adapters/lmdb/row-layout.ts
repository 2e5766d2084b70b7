import { PortalError, shownValue } from '#domain/failure.ts';
import type { NewRow, Row } from '#server/ports/wide-row-store.ts';
import { headerBytes, type Shapes, type View } from './shapes.ts';

const wideFlag = 0x80000000;
const longestNarrow = 0xffff;

/** A row as it is stored: shape id, timestamp, fixed cells, lengths of the varying cells, varying cells. */
export function bytesFromRow(row: NewRow, shapes: Shapes): Buffer {
  const names: string[] = [];
  const cells: Uint8Array[] = [];
  const lengths: number[] = [];
  for (const [name, bytes] of row.cells) {
    names.push(name);
    cells.push(bytes);
    lengths.push(bytes.length);
  }
  if (names.length === 0) throw new PortalError('bad-request', `The row ${shownValue(row.key)} has no cells.`);
  const plan = shapes.planFor(names, lengths);
  if (plan === undefined) throw new PortalError('bad-request', `The row ${shownValue(row.key)} has a column twice.`);
  const { shape, order } = plan;
  let total = headerBytes;
  let varyingCount = 0;
  let isWide = false;
  for (const [index, given] of order.entries()) {
    const length = lengths[given] ?? 0;
    total += length;
    if (shape.widths[index] !== 0) continue;
    varyingCount++;
    if (length > longestNarrow) isWide = true;
  }
  const lengthBytes = isWide ? 4 : 2;
  const out = Buffer.allocUnsafe(total + varyingCount * lengthBytes);
  out.writeUInt32BE(shape.id + (isWide ? wideFlag : 0), 0);
  out.writeUIntBE(row.timestampMs, 4, 6);
  let fixedAt = headerBytes;
  for (const [index, given] of order.entries()) {
    const cell = cells[given];
    if (shape.widths[index] === 0 || cell === undefined) continue;
    out.set(cell, fixedAt);
    fixedAt += cell.length;
  }
  let lengthAt = fixedAt;
  let varyingAt = fixedAt + varyingCount * lengthBytes;
  for (const [index, given] of order.entries()) {
    const cell = cells[given];
    if (shape.widths[index] !== 0 || cell === undefined) continue;
    out.writeUIntBE(cell.length, lengthAt, lengthBytes);
    lengthAt += lengthBytes;
    out.set(cell, varyingAt);
    varyingAt += cell.length;
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

/** The cells of `view` in a stored row; fixed cells cost nothing, varying ones a sum of lengths. */
export function rowFromBytes(key: string, value: Uint8Array, view: View): Row {
  const timestampMs = timestampOf(value);
  const { columns, varying, varyingCount, lengthsAt } = view;
  if (varying.length === 0) {
    return { key, timestampMs, columns, bytes: value, starts: view.starts, ends: view.ends };
  }
  const starts = view.starts.slice();
  const ends = view.ends.slice();
  const isWide = (value[0] ?? 0) > 0x7f;
  let lengthAt = lengthsAt;
  let at = lengthsAt + varyingCount * (isWide ? 4 : 2);
  for (let i = 0; i < varying.length; i++) {
    let length = ((value[lengthAt] ?? 0) << 8) | (value[lengthAt + 1] ?? 0);
    lengthAt += 2;
    if (isWide) {
      length = length * 65536 + (((value[lengthAt] ?? 0) << 8) | (value[lengthAt + 1] ?? 0));
      lengthAt += 2;
    }
    const index = varying[i] ?? -1;
    if (index >= 0) {
      starts[index] = at;
      ends[index] = at + length;
    }
    at += length;
  }
  return { key, timestampMs, columns, bytes: value, starts, ends };
}
