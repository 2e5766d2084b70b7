import avro from 'avsc';
import { PortalError } from '#domain/failure.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import type { FieldShape, PlainRecord, RecordShape } from '#server/ingest/records/record-shape.ts';
import { recordFrom } from '#server/ingest/records/record-shape.ts';

/** A schema ready to decode records, and what it says of their fields. */
export interface AvroSchema {
  readonly shape: RecordShape;
  /** All records of a block. */
  readonly decode: (bytes: Buffer, count: number) => readonly PlainRecord[];
}

/** 64-bit longs as bigint: ids above 2^53 stay exact. */
const bigintLong = avro.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (a: bigint, b: bigint) => (a === b ? 0 : a < b ? -1 : 1),
});

/** Real packets have defaults that don't fit their fields; decoding needs none of them. */
function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  const record = recordFrom(value);
  if (record === undefined) return value;
  const entries = Object.entries(record).filter(([key]) => !(key === 'default' && 'name' in record));
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutDefaults(inner)]));
}

const typeNames: Readonly<Record<string, ColumnType>> = {
  string: 'string',
  int: 'integer',
  long: 'long',
  float: 'float',
  double: 'double',
  boolean: 'boolean',
};

/** Fields of every named record, so that a schema may refer to an earlier one by its name. */
type Named = Map<string, RecordShape>;

function fieldShape(name: string, schema: unknown, named: Named): FieldShape {
  if (Array.isArray(schema)) {
    const inner = schema.filter((branch) => branch !== 'null');
    return inner.length === 1 ? fieldShape(name, inner[0], named) : { name, kind: 'other' };
  }
  if (typeof schema === 'string') {
    const type = typeNames[schema];
    const fields = named.get(schema.slice(schema.lastIndexOf('.') + 1));
    if (type) return { name, kind: 'value', type };
    return fields ? { name, kind: 'struct', fields } : { name, kind: schema === 'bytes' ? 'bytes' : 'other' };
  }
  const record = recordFrom(schema);
  if (record?.type === 'record') return { name, kind: 'struct', fields: shapeOf(record, named) };
  if (record?.type === 'array') return listShape(name, record.items, named);
  if (record?.type === 'map') return { name, kind: 'map' };
  if (record?.logicalType !== undefined) return { name, kind: 'other' };
  return record === undefined ? { name, kind: 'other' } : fieldShape(name, record.type, named);
}

function listShape(name: string, items: unknown, named: Named): FieldShape {
  const item = fieldShape(name, items, named);
  return item.kind === 'struct' ? { name, kind: 'structs', fields: item.fields } : { name, kind: 'list' };
}

function shapeOf(record: PlainRecord, named: Named): RecordShape {
  const fields = Array.isArray(record.fields) ? record.fields : [];
  const shape = fields.flatMap((field: unknown) => {
    const inner = recordFrom(field);
    return inner ? [fieldShape(String(inner.name), inner.type, named)] : [];
  });
  const name = String(record.name);
  named.set(name.slice(name.lastIndexOf('.') + 1), shape);
  return shape;
}

function parsedSchema(text: string): PlainRecord {
  try {
    const schema = recordFrom(withoutDefaults(JSON.parse(text)));
    if (schema?.type === 'record') return schema;
  } catch (cause) {
    throw new PortalError('corrupt', 'the schema of the packet is not JSON', { cause });
  }
  throw new PortalError('corrupt', 'the schema of the packet is not that of a record');
}

function decoderOf(schema: PlainRecord): AvroSchema['decode'] {
  let type: avro.Type;
  try {
    type = avro.Type.forSchema(asSchema(schema), { registry: { long: bigintLong }, wrapUnions: false });
  } catch (cause) {
    throw new PortalError('corrupt', `the schema of the packet is broken: ${messageOf(cause)}`, { cause });
  }
  return (bytes, count) => {
    const records: PlainRecord[] = [];
    let offset = 0;
    for (let i = 0; i < count; i++) {
      const decoded = decodeOne(type, bytes, offset);
      if (decoded.offset < 0) throw new PortalError('corrupt', 'the packet is cut off inside a record');
      offset = decoded.offset;
      records.push(decoded.record);
    }
    return records;
  };
}

function decodeOne(type: avro.Type, bytes: Buffer, offset: number): { record: PlainRecord; offset: number } {
  try {
    const { value, offset: next } = type.decode(bytes, offset);
    return { record: recordFrom(value) ?? {}, offset: next };
  } catch (cause) {
    throw new PortalError('corrupt', `the packet does not follow its schema: ${messageOf(cause)}`, { cause });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** avsc types its schemas closely; ours is JSON that it checks itself. */
function asSchema(schema: PlainRecord): avro.Schema {
  return schema as unknown as avro.Schema;
}

const schemasAtMost = 64;

/** Schemas by their text, the most recent ones: a night of packets shares one. */
export function createAvroSchemas(): (text: string) => AvroSchema {
  const known = new Map<string, AvroSchema>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const record = parsedSchema(text);
    const schema = { shape: shapeOf(record, new Map()), decode: decoderOf(record) };
    if (known.size >= schemasAtMost) known.delete(known.keys().next().value ?? '');
    known.set(text, schema);
    return schema;
  };
}
