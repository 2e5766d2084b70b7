import { PortalError } from '#domain/failure.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import type { FieldShape, PlainRecord, RecordShape } from '#server/ingest/records/record-shape.ts';
import { recordFrom } from '#server/ingest/records/record-shape.ts';
import { type Needs, recordPlanOf } from './field-plan.ts';
import { RecordReader } from './record-reader.ts';

/** A schema ready to decode records, and what it says of their fields. */
export interface AvroSchema {
  readonly shape: RecordShape;
  /** All records of a block. */
  readonly decode: (bytes: Buffer, count: number) => readonly PlainRecord[];
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
    const schema = recordFrom(JSON.parse(text));
    if (schema?.type === 'record') return schema;
  } catch (cause) {
    throw new PortalError('corrupt', 'the schema of the packet is not JSON', { cause });
  }
  throw new PortalError('corrupt', 'the schema of the packet is not that of a record');
}

function decoderOf(schema: PlainRecord, needs: Needs): AvroSchema['decode'] {
  const fields = recordPlanOf(schema, needs);
  return (bytes, count) => {
    if (count > bytes.length) throw new PortalError('corrupt', 'the packet has more records than bytes');
    const reader = new RecordReader(bytes);
    const records: PlainRecord[] = [];
    for (let i = 0; i < count; i++) records.push(reader.record(fields));
    return records;
  };
}

const schemasAtMost = 64;

/** Schemas by their text, the most recent ones: a night of packets shares one. */
export function createAvroSchemas(
  needsOf: (shape: RecordShape) => Needs = () => () => true,
): (text: Buffer) => AvroSchema {
  const known: { readonly text: Buffer; readonly schema: AvroSchema }[] = [];
  return (text) => {
    // Bytes are compared: making a text of them, packet by packet, would take longer than reading the packet.
    const at = known.findIndex((one) => one.text.equals(text));
    const [found] = at < 0 ? [] : known.splice(at, 1);
    const one = found ?? { text: Buffer.from(text), schema: schemaFrom(text.toString('utf8'), needsOf) };
    known.unshift(one);
    if (known.length > schemasAtMost) known.pop();
    return one.schema;
  };
}

function schemaFrom(text: string, needsOf: (shape: RecordShape) => Needs): AvroSchema {
  const record = parsedSchema(text);
  const shape = shapeOf(record, new Map());
  return { shape, decode: decoderOf(record, needsOf(shape)) };
}
