import { PortalError, shownValue } from '#domain/failure.ts';
import type { Row, WritableRow } from '#server/ports/wide-row-store.ts';
import { tags } from './cell-wire.ts';

const encoder = new TextEncoder();

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length++;
  return length;
}

interface Cell {
  readonly name: Uint8Array;
  readonly value: Uint8Array;
}

/** The latest columns of rows that share them, as bytes; rows of one shape come one after the other. */
let latest: { readonly columns: readonly string[]; readonly names: readonly Uint8Array[] } = { columns: [], names: [] };

function namesOf(columns: readonly string[]): readonly Uint8Array[] {
  if (latest.columns !== columns) latest = { columns, names: columns.map((column) => encoder.encode(column)) };
  return latest.names;
}

function cellsOf(row: WritableRow): { columns: readonly string[]; cells: Cell[] } {
  if ('columns' in row) return { columns: row.columns, cells: cellsOfRead(row) };
  const byName = new Map<string, Uint8Array>();
  for (const [column, value] of row.cells) byName.set(column, value);
  const cells = [...byName].map(([column, value]) => ({ name: encoder.encode(column), value }));
  return { columns: [...byName.keys()], cells };
}

function cellsOfRead({ columns, bytes, starts, ends }: Row): Cell[] {
  return namesOf(columns).map((name, index) => ({ name, value: bytes.subarray(starts[index] ?? 0, ends[index] ?? 0) }));
}

class Writer {
  readonly bytes: Buffer;
  #at = 0;

  constructor(length: number) {
    this.bytes = Buffer.allocUnsafe(length);
  }

  varint(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.bytes[this.#at++] = (rest % 128) | 0x80;
    this.bytes[this.#at++] = rest;
  }

  tag(tag: number, length: number): void {
    this.bytes[this.#at++] = tag;
    this.varint(length);
  }

  put(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }
}

const pieceLength = (length: number): number => 1 + varintLength(length) + length;

/**
 * A row as one entry of HBase REST's CellSet, and the names of its columns.
 * @throws {PortalError} `bad-request` for a column without a family, or a time that is no whole number of milliseconds since 1970
 */
export function encodedRow(row: WritableRow): { readonly columns: readonly string[]; readonly bytes: Buffer } {
  const { columns, cells } = cellsOf(row);
  const { timestampMs } = row;
  if (!Number.isSafeInteger(timestampMs) || timestampMs < 0)
    throw new PortalError('bad-request', `The row ${shownValue(row.key)} has no usable time.`);
  const odd = columns.find((column) => column.indexOf(':') < 1);
  if (odd !== undefined) throw new PortalError('bad-request', `The column ${shownValue(odd)} has no family.`);
  const key = encoder.encode(row.key);
  const timeLength = 1 + varintLength(timestampMs);
  const cellLengths = cells.map(({ name, value }) => pieceLength(name.length) + timeLength + pieceLength(value.length));
  const rowLength = cellLengths.reduce((sum, length) => sum + pieceLength(length), pieceLength(key.length));
  const writer = new Writer(pieceLength(rowLength));
  writer.tag(tags.row, rowLength);
  writer.tag(tags.rowKey, key.length);
  writer.put(key);
  for (const [index, { name, value }] of cells.entries()) {
    writer.tag(tags.cell, cellLengths[index] ?? 0);
    writer.tag(tags.cellColumn, name.length);
    writer.put(name);
    writer.tag(tags.cellTime, timestampMs);
    writer.tag(tags.cellData, value.length);
    writer.put(value);
  }
  return { columns, bytes: writer.bytes };
}
