import { type FlatField, type FlatNode, type FlatPart, flatBuffer, flatPart } from './flatbuffer.ts';
import type { ColumnKind, TableColumn } from './table.ts';

/** Field numbers, header kinds and type numbers are those of Schema.fbs and Message.fbs of Apache Arrow, format version 5. */
const versionFive = 4;
const headers = { schema: 1, recordBatch: 3 } as const;

interface ArrowType {
  readonly id: number;
  readonly fields: readonly (FlatField | undefined)[];
  readonly items?: ArrowType;
}

const int64: ArrowType = {
  id: 2,
  fields: [
    { width: 4, value: 64 },
    { width: 1, value: 1 },
  ],
};
const float64: ArrowType = { id: 3, fields: [{ width: 2, value: 2 }] };
const utf8: ArrowType = { id: 5, fields: [] };
const bool: ArrowType = { id: 6, fields: [] };
const listOf = (items: ArrowType): ArrowType => ({ id: 12, fields: [], items });

const types: Readonly<Record<ColumnKind, ArrowType>> = {
  text: utf8,
  long: int64,
  double: float64,
  boolean: bool,
  array: listOf(listOf(float64)),
};

function keyValues(entries: Readonly<Record<string, string | undefined>>): FlatField | undefined {
  const vector = Object.entries(entries).flatMap(([key, value]): FlatNode[] =>
    value === undefined || value === '' ? [] : [{ table: [{ to: { text: key } }, { to: { text: value } }] }],
  );
  return vector.length === 0 ? undefined : { to: { vector } };
}

function field(name: string, type: ArrowType, metadata?: FlatField): FlatNode {
  const children = type.items === undefined ? [] : [field('item', type.items)];
  const typeTable: FlatField = { to: { table: type.fields } };
  const isNullable: FlatField = { width: 1, value: 1 };
  const id: FlatField = { width: 1, value: type.id };
  return {
    table: [{ to: { text: name } }, isNullable, id, typeTable, undefined, { to: { vector: children } }, metadata],
  };
}

type ArrowColumn = Pick<TableColumn, 'name' | 'kind' | 'asText' | 'doc' | 'unit' | 'ucd'>;

interface KeptField {
  readonly column: ArrowColumn;
  readonly part: FlatPart;
}

/** Fields that were written last, by name: the columns of answers are few, and writing them costs more than thirty rows. */
const kept = new Map<string, KeptField>();
const keptAtMost = 4096;

function isSame(a: ArrowColumn, b: ArrowColumn): boolean {
  return (
    a.kind === b.kind &&
    (a.asText ?? false) === (b.asText ?? false) &&
    a.doc === b.doc &&
    a.unit === b.unit &&
    a.ucd === b.ucd
  );
}

function fieldOf(column: ArrowColumn): FlatNode {
  const { name, kind, asText, doc, unit, ucd } = column;
  const known = kept.get(name);
  if (known !== undefined && isSame(known.column, column)) return known.part;
  const type = kind === 'long' && asText ? utf8 : types[kind];
  const part = flatPart(field(name, type, keyValues({ unit, ucd, description: doc })));
  if (kept.size < keptAtMost) kept.set(name, { column: { name, kind, asText, doc, unit, ucd }, part });
  return part;
}

function message(kind: number, header: FlatNode, bodyBytes: number, metadata?: FlatField): Buffer {
  const version: FlatField = { width: 2, value: versionFive };
  const id: FlatField = { width: 1, value: kind };
  const flat = flatBuffer({ table: [version, id, { to: header }, { width: 8, value: bodyBytes }, metadata] });
  const framed = Buffer.alloc(8 + flat.length);
  framed.writeUInt32LE(0xffffffff, 0);
  framed.writeUInt32LE(flat.length, 4);
  framed.set(flat, 8);
  return framed;
}

/** The message that an Arrow stream begins with. Every column may have nulls; `unit`, `ucd` and `description` are metadata of its field. */
export function schemaMessage(columns: readonly ArrowColumn[]): Buffer {
  const fields = columns.map(fieldOf);
  return message(headers.schema, { table: [undefined, { to: { vector: fields } }] }, 0);
}

/** What stands before the body of a record batch. `nodes` are pairs of length and nulls, `buffers` pairs of place and length in the body. */
export function batchMessage(batch: {
  readonly rows: number;
  readonly nodes: Float64Array;
  readonly buffers: Float64Array;
  readonly bodyBytes: number;
  readonly metadata: Readonly<Record<string, string | undefined>> | undefined;
}): Buffer {
  const { rows, nodes, buffers, bodyBytes, metadata } = batch;
  const header: FlatNode = {
    table: [
      { width: 8, value: rows },
      { to: { structs: nodes, perStruct: 2 } },
      { to: { structs: buffers, perStruct: 2 } },
    ],
  };
  return message(headers.recordBatch, header, bodyBytes, metadata && keyValues(metadata));
}

/** What an Arrow stream ends with. */
export const endOfStream: Uint8Array = Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
