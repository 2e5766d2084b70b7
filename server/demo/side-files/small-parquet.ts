import type { SchemaElement } from 'hyparquet';
import { ByteWriter, parquetWrite } from 'hyparquet-writer';

export type SmallType = 'double' | 'int' | 'long' | 'string';

/** One column of a small table; with `isList` each value is a list of such. */
export interface SmallColumn {
  readonly name: string;
  readonly type: SmallType;
  readonly isList?: boolean;
  readonly data: readonly unknown[];
}

const leafTypes: Readonly<Record<SmallType, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  double: { type: 'DOUBLE' },
  int: { type: 'INT32' },
  long: { type: 'INT64' },
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
};

const optional = { repetition_type: 'OPTIONAL' } as const;

function elementsOf({ name, type, isList }: SmallColumn): SchemaElement[] {
  if (!isList) return [{ name, ...leafTypes[type], ...optional }];
  return [
    { name, num_children: 1, converted_type: 'LIST', ...optional },
    { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
    { name: 'element', ...leafTypes[type], ...optional },
  ];
}

/** A small table as a Parquet file that says of itself that it is simulated. */
export function smallParquet(columns: readonly SmallColumn[]): Uint8Array {
  const writer = new ByteWriter();
  parquetWrite({
    writer,
    columnData: columns.map(({ name, data }) => ({ name, data: [...data], encoding: 'PLAIN' })),
    schema: [{ name: 'schema', num_children: columns.length }, ...columns.flatMap(elementsOf)],
    statistics: false,
    kvMetadata: [{ key: 'simulated', value: 'true: made by the simulated survey of the portal' }],
    createdBy: 'simulated survey of the portal',
  });
  return writer.getBytes();
}

/** Columns of records that all have the same fields; types by name. */
export function columnsOfRecords(
  types: Readonly<Record<string, SmallType>>,
  records: readonly Readonly<Record<string, unknown>>[],
): readonly SmallColumn[] {
  return Object.entries(types).map(([name, type]) => ({
    name,
    type,
    data: records.map((record) => record[name] ?? null),
  }));
}
