import { PortalError, shownValue } from '#domain/failure.ts';
import type { Column, ColumnType } from '#domain/surveys/survey.ts';
import type { Row } from '#server/ports/wide-row-store.ts';

/** A cell as JavaScript has it: `integer`, `float` and `double` as number, `long` as bigint, `boolean` as boolean. */
export type CellValue = string | number | bigint | boolean;

/** Bytes of the cells of each type; 0 where they vary. */
const widthOfType: Readonly<Record<ColumnType, number>> = {
  string: 0,
  boolean: 0,
  integer: 4,
  long: 8,
  float: 4,
  double: 8,
};

/** Columns whose cells always have the same number of bytes, for {@link createLmdbStore}'s `fixedWidths`. */
export function fixedWidthsOf(columns: Iterable<Column>): Map<string, number> {
  const widths = new Map<string, number>();
  for (const { name, type } of columns) if (widthOfType[type] > 0) widths.set(name, widthOfType[type]);
  return widths;
}

function refuse(type: ColumnType, value: unknown): never {
  throw new PortalError(
    'bad-request',
    `${shownValue(typeof value === 'bigint' ? `${value}` : value)} is not a cell of type ${type}.`,
  );
}

const decimalPattern = /^[+-]?\d{1,19}$/;

function bigintFrom(value: CellValue): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'string' && decimalPattern.test(value)) return BigInt(value);
  return refuse('long', value);
}

function numberFrom(type: ColumnType, value: CellValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value);
  return refuse(type, value);
}

type Write = (value: CellValue, out: Buffer, at: number) => number;

const shortText = 24;

/** Text of a few plain letters, as most are, is written faster letter by letter than by a call out of JavaScript. */
function writeText(text: string, out: Buffer, at: number): number {
  if (text.length > shortText) return at + out.write(text, at, 'utf8');
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) return at + out.write(text, at, 'utf8');
    out[at + i] = code;
  }
  return at + text.length;
}

const writers: Readonly<Record<ColumnType, Write>> = {
  string: (value, out, at) => writeText(typeof value === 'string' ? value : refuse('string', value), out, at),
  boolean: (value, out, at) =>
    writeText(typeof value === 'boolean' ? String(value) : refuse('boolean', value), out, at),
  integer(value, out, at) {
    const number = numberFrom('integer', value);
    return number === (number | 0) ? out.writeInt32BE(number, at) : refuse('integer', value);
  },
  long(value, out, at) {
    const integer = bigintFrom(value);
    return BigInt.asIntN(64, integer) === integer ? out.writeBigInt64BE(integer, at) : refuse('long', value);
  },
  float: (value, out, at) => out.writeFloatBE(numberFrom('float', value), at),
  double: (value, out, at) => out.writeDoubleBE(numberFrom('double', value), at),
};

/** Bytes that {@link writeCell} may need. */
export function cellBytesAtMost(value: CellValue): number {
  return typeof value === 'string' ? Math.max(8, value.length * 3) : 8;
}

/**
 * Writes what {@link encodeCell} returns into `out` at `at`, where there are {@link cellBytesAtMost} bytes.
 * @returns where it ends
 * @throws {PortalError} `bad-request` for a value that the type can't hold
 */
export function writeCell(type: ColumnType, value: CellValue, out: Buffer, at: number): number {
  return writers[type](value, out, at);
}

/**
 * The bytes the broker writes for a value: Java big-endian, UTF-8 text, booleans as the text `true` / `false`.
 * A `long` may be given as bigint, decimal text or safe integer. There is no encoding of null: a null has no cell.
 * @throws {PortalError} `bad-request` for a value that the type can't hold
 */
export function encodeCell(type: ColumnType, value: CellValue): Uint8Array {
  const out = Buffer.allocUnsafe(cellBytesAtMost(value));
  return out.subarray(0, writeCell(type, value, out, 0));
}

/** Whether the cell at `start … end` can be one of this type; booleans come as text, as one byte, or as a four-byte integer. */
function checkWidth(type: ColumnType, length: number): void {
  const width = widthOfType[type];
  if (width !== 0 && width !== length) {
    throw new PortalError('corrupt', `A cell of type ${type} has ${length} bytes.`, { dependency: 'table store' });
  }
}

function booleanFrom(bytes: Uint8Array, start: number, end: number): boolean {
  const first = bytes[start];
  if (end - start === 1 && (first === 0xff || first === 0)) return first === 0xff;
  if (end - start === 4 && first !== 0x74) return bytes.subarray(start, end).some((byte) => byte !== 0);
  const text = utf8(bytes, start, end);
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw new PortalError('corrupt', `${shownValue(text)} is not a boolean cell.`, { dependency: 'table store' });
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A Buffer over the same memory, without copying. */
function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function utf8(bytes: Uint8Array, start: number, end: number): string {
  return bufferOf(bytes).toString('utf8', start, end);
}

type Decode = (bytes: Uint8Array, start: number, end: number) => CellValue;

const decoders: Readonly<Record<ColumnType, Decode>> = {
  string: utf8,
  boolean: booleanFrom,
  integer: (bytes, start) => viewOf(bytes).getInt32(start),
  long: (bytes, start) => viewOf(bytes).getBigInt64(start),
  float: (bytes, start) => viewOf(bytes).getFloat32(start),
  double: (bytes, start) => viewOf(bytes).getFloat64(start),
};

/**
 * The value of a cell. NaN is NaN; a null has no cell and so no value. A `float` comes widened to a double.
 * @throws {PortalError} `corrupt` for bytes that aren't of the type
 */
export function decodeCell(type: ColumnType, bytes: Uint8Array, start = 0, end = bytes.length): CellValue {
  checkWidth(type, end - start);
  return decoders[type](bytes, start, end);
}

/** `columns` of a row → where a column is in it, remembered per shape. */
const indexesByShape = new WeakMap<readonly string[], Map<string, number>>();

/** Index of the cell in the rows of this shape, −1 where they have none. */
export function cellIndex(columns: readonly string[], name: string): number {
  let indexes = indexesByShape.get(columns);
  if (indexes === undefined) {
    indexes = new Map(columns.map((column, index) => [column, index]));
    indexesByShape.set(columns, indexes);
  }
  return indexes.get(name) ?? -1;
}

/** Reads one column of rows: the value, undefined where the row has no such cell. */
export type CellReader<V> = (row: Row) => V | undefined;

function reader<V>(name: string, read: (bytes: Uint8Array, start: number, end: number) => V): CellReader<V> {
  let columns: readonly string[] | undefined;
  let index = -1;
  return (row) => {
    if (row.columns !== columns) {
      columns = row.columns;
      index = cellIndex(columns, name);
    }
    const start = row.starts[index];
    const end = row.ends[index];
    return start === undefined || end === undefined ? undefined : read(row.bytes, start, end);
  };
}

/** Reads a column of text. */
export function textReader(name: string): CellReader<string> {
  return reader(name, utf8);
}

/** Reads an `integer`, `float` or `double` column; a float comes widened to a double. */
export function numberReader(name: string, type: 'integer' | 'float' | 'double'): CellReader<number> {
  return reader(name, (bytes, start, end) => {
    checkWidth(type, end - start);
    // Buffers read numbers without a view of their own, which would cost more than the reading.
    const buffer = bufferOf(bytes);
    if (type === 'double') return buffer.readDoubleBE(start);
    return type === 'float' ? buffer.readFloatBE(start) : buffer.readInt32BE(start);
  });
}

/** Reads a `long` column as exact decimal text. */
export function longTextReader(name: string): CellReader<string> {
  return reader(name, (bytes, start, end) => {
    checkWidth('long', end - start);
    return viewOf(bytes).getBigInt64(start).toString();
  });
}
