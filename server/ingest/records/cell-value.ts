import { PortalError, shownValue } from '#domain/failure.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import { javaDoubleText } from '#server/storage/surveys/java-double.ts';
import type { CellValue } from '#server/storage/surveys/survey-tables.ts';

function refuse(column: string, type: ColumnType, value: unknown): never {
  const shown = shownValue(typeof value === 'bigint' ? `${value}` : value);
  throw new PortalError('bad-request', `${column} should be ${type}, but is ${shown}`);
}

/** Text of a value as Spark casts it: numbers as Java prints them, lists as `[a, b]`. */
function sparkText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return javaDoubleText(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return `[${Array.from(iterable(value), sparkText).join(', ')}]`;
  return String(value);
}

function iterable(value: unknown[] | ArrayBufferView): Iterable<unknown> {
  if (Array.isArray(value)) return value;
  return value instanceof Float32Array || value instanceof Float64Array || value instanceof Int32Array ? value : [];
}

function integerFrom(column: string, value: unknown): number {
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number === 'number' && number === (number | 0)) return number;
  return refuse(column, 'integer', value);
}

function longFrom(column: string, value: unknown): bigint {
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  return refuse(column, 'long', value);
}

function realFrom(column: string, type: ColumnType, value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) return Number(value);
  return refuse(column, type, value);
}

function booleanFrom(column: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 1) return true;
  if (value === 'false' || value === 0) return false;
  return refuse(column, 'boolean', value);
}

/**
 * The value as a cell of `column`; undefined for null, which has no cell. NaN stays NaN.
 * @throws {PortalError} `bad-request`, naming the column, for a value that the type can't hold
 */
export function cellValueFrom(column: string, type: ColumnType, value: unknown): CellValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (type === 'string') return typeof value === 'string' ? value : sparkText(value);
  if (type === 'integer') return integerFrom(column, value);
  if (type === 'long') return longFrom(column, value);
  if (type === 'boolean') return booleanFrom(column, value);
  return realFrom(column, type, value);
}
