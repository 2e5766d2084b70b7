import { PortalError } from '#domain/failure.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import { numberFromFloat32 } from './shortest-float32.ts';

/** How the values of a column are stored and written. `array` holds nested numbers (stamps). */
export type ColumnKind = 'text' | 'long' | 'double' | 'boolean' | 'array';

const kinds: Readonly<Record<ColumnType, ColumnKind>> = {
  string: 'text',
  integer: 'long',
  long: 'long',
  float: 'double',
  double: 'double',
  boolean: 'boolean',
};

/** How values of a survey's type are written. */
export function kindOfType(type: ColumnType): ColumnKind {
  return kinds[type];
}

export type Nested = readonly (number | null | Nested)[];
export type Value = string | number | bigint | boolean | null | Nested;

/** Cell bounds of a whole answer in one buffer: cell (row, slot) is `bytes[starts[i] .. ends[i])` with `i = row * width + slot`. */
export interface PackedCells {
  readonly bytes: Buffer;
  /** {@link ABSENT} where the row has no such cell, {@link NOTHING} where the answer is null whatever the column says. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly width: number;
}

/** No cell: the column's `missing` stands there. */
export const ABSENT = -1;
/** No cell, and null stands there. */
export const NOTHING = -2;

export interface TableColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly doc?: string;
  /** VOUnit text. */
  readonly unit?: string;
  /** IVOA UCD1+. */
  readonly ucd?: string;
  /** Stands where a row has no cell. */
  readonly missing: string | number | boolean | null;
  /** 64-bit integers written as decimal text. */
  readonly asText?: boolean;
  /** Where the values are: a slot of the packed cells, or one value a row. */
  readonly source: number | readonly Value[];
}

/** An answer on its way to a format: packed cells as they lie in the tables, and computed columns beside them. */
export interface Table {
  readonly rowCount: number;
  readonly columns: readonly TableColumn[];
  readonly cells: PackedCells;
}

/** A table of plain values: what computed answers and tests are made of. */
export function tableFromValues(columns: readonly Omit<TableColumn, 'missing'>[], rowCount: number): Table {
  return {
    rowCount,
    columns: columns.map((column) => ({ ...column, missing: null })),
    cells: { bytes: Buffer.alloc(0), starts: new Int32Array(0), ends: new Int32Array(0), width: 0 },
  };
}

/** A value of `column` as a plain value; the slow way that CSV, VOTable and Parquet take. */
export function valueAt(table: Table, column: TableColumn, row: number): Value {
  const value = typeof column.source === 'number' ? packedValue(table.cells, column, row) : column.source[row];
  if (value === undefined) return null;
  if (column.asText && (typeof value === 'bigint' || typeof value === 'number')) return String(value);
  return value;
}

function packedValue(cells: PackedCells, column: TableColumn, row: number): Value {
  const index = row * cells.width + Number(column.source);
  const start = cells.starts[index] ?? ABSENT;
  if (start < 0) return start === ABSENT ? column.missing : null;
  const end = cells.ends[index] ?? start;
  switch (column.kind) {
    case 'long':
      return longFromCell(cells.bytes, start, end, column.name);
    case 'double':
      return doubleFromCell(cells.bytes, start, end, column.name);
    case 'boolean':
      return booleanFromCell(cells.bytes, start, end) ?? cells.bytes.toString('utf8', start, end);
    default:
      return textValueFromCell(cells.bytes, start, end);
  }
}

/** An integer cell of 8, 4 or 2 bytes. @throws {PortalError} `corrupt` for another length. */
export function longFromCell(bytes: Buffer, start: number, end: number, name: string): number | bigint {
  switch (end - start) {
    case 8: {
      const high = bytes.readInt32BE(start);
      if (high >= -0x200000 && high < 0x200000) return high * 0x100000000 + bytes.readUInt32BE(start + 4);
      return bytes.readBigInt64BE(start);
    }
    case 4:
      return bytes.readInt32BE(start);
    case 2:
      return bytes.readInt16BE(start);
    default:
      throw corruptCell(name, end - start);
  }
}

/** A cell of 8 bytes, or of 4 bytes: then the number that its shortest decimal text means. @throws {PortalError} `corrupt`. */
export function doubleFromCell(bytes: Buffer, start: number, end: number, name: string): number {
  if (end - start === 8) return bytes.readDoubleBE(start);
  if (end - start === 4) return numberFromFloat32(bytes.readFloatBE(start));
  throw corruptCell(name, end - start);
}

/** The three ways in which truth was written: one byte (0xFF), a four-byte integer, text. Undefined for anything else. */
export function booleanFromCell(bytes: Buffer, start: number, end: number): boolean | undefined {
  const length = end - start;
  if (length === 1) return bytes[start] !== 0;
  const first = bytes[start] ?? 0;
  if (length === 4 && first < 0x20) return bytes.readInt32BE(start) !== 0;
  return truthFromText(bytes, start, end);
}

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

/** The text `true` or `false` as what it says, undefined for all other text. */
export function truthFromText(bytes: Buffer, start: number, end: number): boolean | undefined {
  const word = end - start === 4 ? TRUE : FALSE;
  if (end - start !== word.length) return undefined;
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word[i]) return undefined;
  return word === TRUE;
}

/** Text, or a truth value where the text is `true` or `false`: the wire makes no difference. */
function textValueFromCell(bytes: Buffer, start: number, end: number): string | boolean {
  return truthFromText(bytes, start, end) ?? bytes.toString('utf8', start, end);
}

export function corruptCell(name: string, length: number): PortalError {
  return new PortalError(
    'corrupt',
    `The stored value of ${name} has ${length} bytes, which is not a number of this column.`,
  );
}
