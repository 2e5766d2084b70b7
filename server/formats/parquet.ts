import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { StreamColumn, StreamEncoder } from './format.ts';
import { type Table, type Value, valueAt } from './table.ts';

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

/** Values of a row group of a streamed file, which are held until the group is full; each group costs some memory until the end. */
const valuesPerGroup = 60_000;
const fewestRowsPerGroup = 5000;
const mostRowsPerGroup = 100_000;

/**
 * {@link parquetFromTable}, block by block: several row groups, no null types, and in the key-value metadata whether a limit cut it
 * short (`truncated`, the limit or 0) and what it cost (`server-timing`).
 */
export function parquetStream(columns: readonly StreamColumn[]): StreamEncoder {
  const writer = new ByteWriter();
  const metadata: { key: string; value: string }[] = [];
  const file = new ParquetWriter({
    writer,
    codec: 'SNAPPY',
    schema: [
      { name: 'schema', num_children: columns.length },
      ...columns.flatMap((column) => elementsOf(column, kindOf(column))),
    ],
    createdBy: 'fink-portal',
    statistics: false,
    kvMetadata: metadata,
  });
  const wanted = valuesPerGroup / Math.max(1, columns.length);
  const rowsPerGroup = Math.min(mostRowsPerGroup, Math.max(fewestRowsPerGroup, Math.floor(wanted)));
  let held: unknown[][] = columns.map(() => []);
  let heldRows = 0;
  const taken = (): Uint8Array => {
    const bytes = Buffer.from(writer.getBytes());
    writer.index = 0;
    return bytes;
  };
  const writeGroup = (): void => {
    if (heldRows === 0) return;
    const columnData = columns.map(({ name }, index) => ({ name, data: held[index] ?? [], offsetIndex: false }));
    void file.write({ columnData, rowGroupSize: heldRows });
    held = columns.map(() => []);
    heldRows = 0;
  };
  return {
    start: taken,
    block(table) {
      table.columns.forEach((column, index) => {
        const values = held[index];
        for (let row = 0; row < table.rowCount; row++) {
          values?.push(encodedValue(kindOf(column), valueAt(table, column, row)));
        }
      });
      heldRows += table.rowCount;
      if (heldRows >= rowsPerGroup) writeGroup();
      return taken();
    },
    end({ truncatedAt, serverTiming }) {
      writeGroup();
      metadata.push({ key: 'truncated', value: String(truncatedAt ?? 0) });
      if (serverTiming !== undefined) metadata.push({ key: 'server-timing', value: serverTiming });
      void file.finish();
      return taken();
    },
  };
}

/** What a column is in the file: text and truth values may turn out to be each other, or nothing at all. */
type ParquetKind = 'text' | 'long' | 'double' | 'boolean' | 'array' | 'nothing';

function kindOf({ kind, asText }: StreamColumn): ParquetKind {
  return kind === 'long' && asText ? 'text' : kind;
}

function encodedColumn(table: Table, column: Table['columns'][number]): Encoded {
  const values = Array.from({ length: table.rowCount }, (_, row) => valueAt(table, column, row));
  const kind = kindFromValues(column, values);
  return { schema: elementsOf(column, kind), data: values.map((value) => encodedValue(kind, value)) };
}

function kindFromValues(column: StreamColumn, values: readonly Value[]): ParquetKind {
  const { kind } = column;
  if (kind !== 'text' && kind !== 'boolean') return kindOf(column);
  if (values.every((value) => value === null)) return 'nothing';
  if (kind === 'boolean') return kind;
  return values.every((value) => value === null || typeof value === 'boolean') ? 'boolean' : 'text';
}

function encodedValue(kind: ParquetKind, value: Value): unknown {
  switch (kind) {
    case 'long':
      return typeof value === 'number' || typeof value === 'bigint' ? BigInt(value) : null;
    case 'double':
      // pandas keeps a number that isn't there as null, and so does this.
      return typeof value === 'number' && !Number.isNaN(value) ? value : null;
    case 'boolean':
      // A missing truth value is null here: text beside truth values has no Parquet type.
      return typeof value === 'boolean' ? value : null;
    case 'text':
      return value === null ? null : String(value);
    default:
      return value;
  }
}

function elementsOf({ name }: StreamColumn, kind: ParquetKind): SchemaElement[] {
  switch (kind) {
    case 'array':
      return nestedElements(name);
    case 'long':
      return [leaf(name, 'INT64')];
    case 'double':
      return [leaf(name, 'DOUBLE')];
    case 'boolean':
      return [leaf(name, 'BOOLEAN')];
    case 'nothing':
      return [{ ...leaf(name, 'INT32'), logical_type: { type: 'NULL' } }];
    default:
      return [{ ...leaf(name, 'BYTE_ARRAY'), converted_type: 'UTF8' }];
  }
}

function leaf(name: string, type: 'DOUBLE' | 'INT64' | 'BOOLEAN' | 'BYTE_ARRAY' | 'INT32'): SchemaElement {
  return { name, type, repetition_type: 'OPTIONAL' };
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
