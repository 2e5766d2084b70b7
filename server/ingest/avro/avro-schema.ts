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

/** Whether a field of a nested record is needed. */
export type Needs = (field: string, inner: string) => boolean;

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

/** The schema without the fields of nested records that nobody needs: they are skipped, not decoded. */
function neededSchema(schema: PlainRecord, needs: Needs): PlainRecord {
  const fields = Array.isArray(schema.fields) ? schema.fields : [];
  const kept = fields.flatMap((field: unknown) => {
    const record = recordFrom(field);
    if (record === undefined || !hasNested(record.type)) return [field];
    const type = neededType(record.type, (inner) => needs(String(record.name), inner));
    return type === undefined ? [] : [{ ...record, type }];
  });
  return { ...schema, fields: kept };
}

function hasNested(type: unknown): boolean {
  if (Array.isArray(type)) return type.some(hasNested);
  const record = recordFrom(type);
  return record?.type === 'record' || (record?.type === 'array' && hasNested(record.items));
}

function neededType(type: unknown, needs: (inner: string) => boolean): unknown {
  if (Array.isArray(type)) {
    const branches = type.map((branch: unknown) => neededType(branch, needs));
    return branches.includes(undefined) ? undefined : branches;
  }
  const record = recordFrom(type);
  if (record?.type === 'array') {
    const items = neededType(record.items, needs);
    return items === undefined ? undefined : { ...record, items };
  }
  if (record?.type !== 'record' || !Array.isArray(record.fields)) return type;
  const fields = record.fields.filter((field: unknown) => needs(String(recordFrom(field)?.name)));
  return fields.length > 0 ? { ...record, fields } : undefined;
}

interface Reader {
  readonly type: avro.Type;
  readonly resolver?: ReturnType<avro.Type['createResolver']>;
}

function typeOf(schema: PlainRecord): avro.Type {
  return avro.Type.forSchema(asSchema(schema), { registry: { long: bigintLong }, wrapUnions: false });
}

function readerOf(schema: PlainRecord, needs: Needs): Reader {
  const written = typeOf(schema);
  try {
    const type = typeOf(neededSchema(schema, needs));
    return { type, resolver: type.createResolver(written) };
  } catch {
    // A field that is left out may define a type that others name: then everything is decoded.
    return { type: written };
  }
}

function decoderOf(schema: PlainRecord, needs: Needs): AvroSchema['decode'] {
  let reader: Reader;
  try {
    reader = readerOf(schema, needs);
  } catch (cause) {
    throw new PortalError('corrupt', `the schema of the packet is broken: ${messageOf(cause)}`, { cause });
  }
  return (bytes, count) => {
    const records: PlainRecord[] = [];
    let offset = 0;
    for (let i = 0; i < count; i++) {
      const decoded = decodeOne(reader, bytes, offset);
      if (decoded.offset < 0) throw new PortalError('corrupt', 'the packet is cut off inside a record');
      offset = decoded.offset;
      records.push(decoded.record);
    }
    return records;
  };
}

function decodeOne({ type, resolver }: Reader, bytes: Buffer, offset: number): { record: PlainRecord; offset: number } {
  try {
    const { value, offset: next } = type.decode(bytes, offset, resolver);
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
export function createAvroSchemas(
  needsOf: (shape: RecordShape) => Needs = () => () => true,
): (text: string) => AvroSchema {
  const known = new Map<string, AvroSchema>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const record = parsedSchema(text);
    const shape = shapeOf(record, new Map());
    const schema = { shape, decode: decoderOf(record, needsOf(shape)) };
    if (known.size >= schemasAtMost) known.delete(known.keys().next().value ?? '');
    known.set(text, schema);
    return schema;
  };
}
