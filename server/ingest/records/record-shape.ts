import type { ColumnType } from '#domain/surveys/survey.ts';

/** What a field of a packet or a Parquet file holds, whichever of the two it came in. */
export type FieldShape =
  | { readonly name: string; readonly kind: 'value'; readonly type: ColumnType }
  | { readonly name: string; readonly kind: 'struct' | 'structs'; readonly fields: RecordShape }
  | { readonly name: string; readonly kind: 'list' | 'map' | 'bytes' | 'other' };

export type RecordShape = readonly FieldShape[];

/** A decoded record: nested plain objects and arrays, 64-bit longs as bigint, null or undefined where nothing is. */
export type PlainRecord = Readonly<Record<string, unknown>>;

/** The value as a record, undefined for anything else. */
export function recordFrom(value: unknown): PlainRecord | undefined {
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** The records of a list; empty for null. */
export function recordsFrom(value: unknown): readonly PlainRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Field of that name, if it is there. */
export function fieldOf(shape: RecordShape, name: string): FieldShape | undefined {
  return shape.find((field) => field.name === name);
}

/** Fields of a nested record (or list of records) of that name. */
export function fieldsOf(shape: RecordShape, name: string): RecordShape {
  const field = fieldOf(shape, name);
  return field?.kind === 'struct' || field?.kind === 'structs' ? field.fields : [];
}
