import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { type Table, type TableColumn, type Value, valueAt } from './table.ts';

interface Encoded {
  readonly schema: readonly SchemaElement[];
  readonly data: unknown[];
}

/**
 * The table as one Parquet file, Snappy, one row group: text → string, integers → int64, numbers → double, truth → bool,
 * stamps → list of lists of double, text or truth without any value → the null type. Every column is nullable.
 */
export function parquetFromTable(table: Table): Uint8Array {
  const encoded = table.columns.map((column) => encodedColumn(table, column));
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    codec: 'SNAPPY',
    schema: [{ name: 'schema', num_children: encoded.length }, ...encoded.flatMap(({ schema }) => schema)],
    createdBy: 'fink-portal',
  });
  if (encoded.length > 0) {
    const columnData = encoded.map(({ data }, index) => ({ name: table.columns[index]?.name ?? '', data }));
    file.write({ columnData, rowGroupSize: Math.max(1, table.rowCount) });
  }
  file.finish();
  return writer.getBytes();
}

function encodedColumn(table: Table, column: TableColumn): Encoded {
  const values = Array.from({ length: table.rowCount }, (_, row) => valueAt(table, column, row));
  const mayLackType = column.kind === 'text' || column.kind === 'boolean';
  if (mayLackType && values.every((value) => value === null))
    return { schema: [nullElement(column.name)], data: values };
  switch (column.kind) {
    case 'array':
      return { schema: nestedElements(column.name), data: values };
    case 'long':
      return column.asText ? textColumn(column, values) : longColumn(column, values);
    case 'double':
      return { schema: [leaf(column.name, 'DOUBLE')], data: values.map(numberOrNull) };
    case 'boolean':
      // A missing truth value is null here: text beside truth values has no Parquet type.
      return { schema: [leaf(column.name, 'BOOLEAN')], data: values.map((v) => (typeof v === 'boolean' ? v : null)) };
    default:
      return values.every((value) => value === null || typeof value === 'boolean')
        ? { schema: [leaf(column.name, 'BOOLEAN')], data: values }
        : textColumn(column, values);
  }
}

function longColumn(column: TableColumn, values: readonly Value[]): Encoded {
  const data = values.map((value) => (typeof value === 'number' || typeof value === 'bigint' ? BigInt(value) : null));
  return { schema: [leaf(column.name, 'INT64')], data };
}

function textColumn(column: TableColumn, values: readonly Value[]): Encoded {
  const element: SchemaElement = { ...leaf(column.name, 'BYTE_ARRAY'), converted_type: 'UTF8' };
  return { schema: [element], data: values.map((value) => (value === null ? null : String(value))) };
}

/** pandas keeps a number that isn't there as null, and so does this. */
function numberOrNull(value: Value): number | null {
  return typeof value === 'number' && !Number.isNaN(value) ? value : null;
}

function leaf(name: string, type: 'DOUBLE' | 'INT64' | 'BOOLEAN' | 'BYTE_ARRAY' | 'INT32'): SchemaElement {
  return { name, type, repetition_type: 'OPTIONAL' };
}

function nullElement(name: string): SchemaElement {
  return { ...leaf(name, 'INT32'), logical_type: { type: 'NULL' } };
}

function nestedElements(name: string): SchemaElement[] {
  return [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    leaf('element', 'DOUBLE'),
  ];
}
