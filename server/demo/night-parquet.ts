import type { SchemaElement } from 'hyparquet';
import { type BasicType, ByteWriter, parquetWrite } from 'hyparquet-writer';
import {
  addedFields,
  addedStructs,
  candidateFields,
  type FieldType,
  historyFields,
  type Packet,
  type PacketField,
} from './packet-schema.ts';

const leafTypes: Readonly<Record<FieldType, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  double: { type: 'DOUBLE' },
  float: { type: 'FLOAT' },
  int: { type: 'INT32' },
  long: { type: 'INT64' },
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  boolean: { type: 'BOOLEAN' },
  timestamp: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
};

const optional = { repetition_type: 'OPTIONAL' } as const;
const leaf = ({ name, type }: Pick<PacketField, 'name' | 'type'>): SchemaElement => ({
  name,
  ...leafTypes[type],
  ...optional,
});

function struct(name: string, fields: readonly Pick<PacketField, 'name' | 'type'>[]): SchemaElement[] {
  return [{ name, num_children: fields.length, ...optional }, ...fields.map(leaf)];
}

function cutout(name: string): SchemaElement[] {
  return [
    { name, num_children: 2, ...optional },
    leaf({ name: 'fileName', type: 'string' }),
    { name: 'stampData', type: 'BYTE_ARRAY', ...optional },
  ];
}

const rootFields: readonly Pick<PacketField, 'name' | 'type'>[] = [
  { name: 'candid', type: 'long' },
  { name: 'schemavsn', type: 'string' },
  { name: 'publisher', type: 'string' },
  { name: 'objectId', type: 'string' },
];
const cutoutNames = ['cutoutScience', 'cutoutTemplate', 'cutoutDifference'] as const;

/** Schema of Fink's nightly files: packet root, candidate as a struct, history as a list of structs, stamps, added columns. */
export const nightSchema: SchemaElement[] = [
  {
    name: 'spark_schema',
    num_children: rootFields.length + 2 + cutoutNames.length + addedFields.length + addedStructs.length,
  },
  ...rootFields.map(leaf),
  ...struct('candidate', candidateFields),
  { name: 'prv_candidates', num_children: 1, converted_type: 'LIST', ...optional },
  { name: 'list', num_children: 1, repetition_type: 'REPEATED' },
  ...struct('element', historyFields),
  ...cutoutNames.flatMap(cutout),
  ...addedFields.map(leaf),
  ...addedStructs.flatMap(({ name, fields }) => struct(name, fields)),
];

interface Column {
  readonly name: string;
  readonly data: unknown[];
  readonly type?: BasicType;
  readonly codec?: 'UNCOMPRESSED';
}

function columnsOf(packets: readonly Packet[]): Column[] {
  return [
    { name: 'candid', data: packets.map(({ candid }) => candid) },
    { name: 'schemavsn', data: packets.map(({ schemavsn }) => schemavsn) },
    { name: 'publisher', data: packets.map(({ publisher }) => publisher) },
    { name: 'objectId', data: packets.map(({ objectId }) => objectId) },
    { name: 'candidate', data: packets.map(({ candidate }) => candidate) },
    { name: 'prv_candidates', data: packets.map((packet) => packet.prv_candidates) },
    ...cutoutNames.map(
      (name): Column => ({ name, data: packets.map((packet) => packet[name]), codec: 'UNCOMPRESSED' }),
    ),
    ...addedFields.map(({ name }) => ({ name, data: packets.map(({ added }) => added[name] ?? null) })),
    ...addedStructs.map(({ name }) => ({ name, data: packets.map((packet) => packet.addedStructs[name] ?? null) })),
  ];
}

/** A night as one Parquet file in the form of Fink's own: one row group, snappy. */
export function nightParquet(packets: readonly Packet[]): Uint8Array {
  const writer = new ByteWriter();
  parquetWrite({
    writer,
    columnData: columnsOf(packets).map((column) => ({ ...column, encoding: 'PLAIN' })),
    schema: nightSchema,
    statistics: false,
    rowGroupSize: Math.max(1, packets.length),
    createdBy: 'simulated survey of the portal',
  });
  return writer.getBytes();
}
