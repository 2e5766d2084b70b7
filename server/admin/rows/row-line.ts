import { PortalError, shownValue } from '#domain/failure.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import type { Row } from '#server/ports/wide-row-store.ts';
import { type CellValue, decodeCell, encodeCell } from '#server/storage/cell-codec.ts';

/** How a cell is written that none of the types gives back byte by byte: hexadecimal digits. */
export const rawType = 'bytes';
export type LineType = ColumnType | typeof rawType;

export const lineTypes: readonly LineType[] = ['string', 'integer', 'long', 'float', 'double', 'boolean', rawType];

/** Numbers that JSON has no form for, as texts. */
export const specialNumbers: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0.0', -0],
]);

function specialText(value: number): string | undefined {
  for (const [text, special] of specialNumbers) if (Object.is(special, value)) return text;
  return undefined;
}

/** The shortest decimal that is the same 32-bit float. */
function float32Text(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}

function jsonValue(type: ColumnType, value: CellValue): string | number | boolean {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'number') return value;
  return specialText(value) ?? (type === 'float' ? float32Text(value) : value);
}

function cellOf(type: ColumnType, bytes: Uint8Array): { type: LineType; value: string | number | boolean } {
  try {
    const value = jsonValue(type, decodeCell(type, bytes));
    if (Buffer.compare(bytesFromValue(type, type, value), bytes) === 0) return { type, value };
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
  }
  return { type: rawType, value: Buffer.from(bytes).toString('hex') };
}

/**
 * A row as a line of NDJSON, without its end. Every cell can be put back byte by byte; 64-bit integers are decimal text, which no
 * JSON tool changes.
 * @param types types of the table's columns; other columns are text
 */
export function lineFromRow(row: Row, types: ReadonlyMap<string, ColumnType>): string {
  const shown: Record<string, LineType> = {};
  const cells: Record<string, string | number | boolean> = {};
  for (const [index, column] of row.columns.entries()) {
    const cell = cellOf(types.get(column) ?? 'string', row.bytes.subarray(row.starts[index], row.ends[index]));
    shown[column] = cell.type;
    cells[column] = cell.value;
  }
  return JSON.stringify({ key: row.key, timestampMs: row.timestampMs, types: shown, cells });
}

/** Refuses a line of NDJSON, or a line of a file that is loaded. */
export function refuseLine(why: string): never {
  throw new PortalError('bad-request', why);
}

const integerPattern = /^-?\d{16,400}$/;

/** The number that a value is, or stands for: long integers come out of the JSON parser as text. */
function numberFrom(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return integerPattern.test(value) ? Number(value) : specialNumbers.get(value);
}

const hexPattern = /^(?:[0-9a-f]{2})*$/;

/**
 * The bytes that a value of a line stands for.
 * @throws {PortalError} `bad-request` naming the column and the value
 */
export function bytesFromValue(column: string, type: LineType, value: unknown): Uint8Array {
  const wrong = (): never => refuseLine(`${column} is ${shownValue(value)}, which is not ${type}`);
  if (type === rawType) {
    return typeof value === 'string' && hexPattern.test(value) ? Buffer.from(value, 'hex') : wrong();
  }
  const given = type === 'float' || type === 'double' ? numberFrom(value) : value;
  const isPlain = typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean';
  if (!isPlain) return wrong();
  if (typeof given === 'string' && /\p{Surrogate}/u.test(given)) return refuseLine(`${column} is not well-formed text`);
  if (typeof given === 'number' && value !== specialText(given) && !isInRange(type, given)) return wrong();
  try {
    return encodeCell(type, given);
  } catch (error) {
    if (error instanceof PortalError) return wrong();
    throw error;
  }
}

/** JSON reads 1e400 as infinity, and a 32-bit float ends at 3.4e38. */
function isInRange(type: LineType, value: number): boolean {
  return Number.isFinite(type === 'float' ? Math.fround(value) : value);
}
