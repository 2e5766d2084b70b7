import { PortalError } from '#domain/failure.ts';
import { type PlainRecord, recordFrom } from '#server/ingest/records/record-shape.ts';

/** What the bytes of a value are: Avro's types by number, so that a reader jumps to the right one. */
export const avroKinds = {
  null: 0,
  boolean: 1,
  int: 2,
  long: 3,
  float: 4,
  double: 5,
  bytes: 6,
  string: 7,
  fixed: 8,
  enum: 9,
  array: 10,
  map: 11,
  record: 12,
  union: 13,
} as const;
export type AvroKind = (typeof avroKinds)[keyof typeof avroKinds];

/** How one value is read, or passed over. One form for all kinds: the loop over a record's fields stays fast. */
export interface ValuePlan {
  readonly kind: AvroKind;
  /** Of a record. */
  fields: RecordPlan;
  /** Branches of a union; the one kind of elements of an array or map. */
  inner: readonly ValuePlan[];
  /** Bytes of a fixed. */
  readonly size: number;
  readonly symbols: readonly string[];
}

/** How a record is read: its fields in the order of their bytes. */
export type RecordPlan = readonly FieldPlan[];

export interface FieldPlan {
  readonly name: string;
  /** False for a field that nobody needs: it is passed over. */
  readonly isWanted: boolean;
  readonly value: ValuePlan;
}

/** Whether a field of a nested record is needed. */
export type Needs = (field: string, inner: string) => boolean;

type Wants = (name: string) => boolean;
type Definitions = Map<string, PlainRecord>;

const everything: Wants = () => true;
const plainKinds: ReadonlyMap<unknown, AvroKind> = new Map(
  (['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const).map((name) => [
    name,
    avroKinds[name],
  ]),
);

function broken(why: string): never {
  throw new PortalError('corrupt', `the schema of the packet is broken: ${why}`);
}

function planOf(kind: keyof typeof avroKinds, parts: Partial<Omit<ValuePlan, 'kind'>> = {}): ValuePlan {
  return { kind: avroKinds[kind], fields: [], inner: [], size: 0, symbols: [], ...parts };
}

function shortName(name: unknown): string {
  return typeof name === 'string' ? name.slice(name.lastIndexOf('.') + 1) : broken('a type has no name');
}

/** Every named type of the schema by its name without namespace; a schema may use a type before and after it defines it. */
function defineNames(schema: unknown, names: Definitions): void {
  if (Array.isArray(schema)) for (const branch of schema) defineNames(branch, names);
  const record = recordFrom(schema);
  if (record === undefined) return;
  if (['record', 'enum', 'fixed'].includes(String(record.type))) names.set(shortName(record.name), record);
  else if (typeof record.type === 'object') defineNames(record.type, names);
  defineNames(record.items, names);
  defineNames(record.values, names);
  if (Array.isArray(record.fields)) for (const field of record.fields) defineNames(recordFrom(field)?.type, names);
}

interface Context {
  readonly names: Definitions;
  /** Records around the value, so that one that holds itself ends. */
  readonly around: ReadonlyMap<PlainRecord, ValuePlan>;
}

function recordPlan(schema: PlainRecord, wants: Wants, context: Context): ValuePlan {
  const known = context.around.get(schema);
  if (known !== undefined) return known;
  if (!Array.isArray(schema.fields)) return broken(`the record ${shortName(schema.name)} has no fields`);
  const plan = planOf('record');
  const inside = { ...context, around: new Map(context.around).set(schema, plan) };
  plan.fields = schema.fields.map((field: unknown): FieldPlan => {
    const { name, type } = recordFrom(field) ?? broken('a field is no field');
    if (typeof name !== 'string') return broken('a field has no name');
    return { name, isWanted: wants(name), value: valuePlan(type, everything, inside) };
  });
  return plan;
}

function complexPlan(schema: PlainRecord, wants: Wants, context: Context): ValuePlan {
  const { type, items, values, size, symbols } = schema;
  if (type === 'record') return recordPlan(schema, wants, context);
  if (type === 'array') return planOf('array', { inner: [valuePlan(items, wants, context)] });
  if (type === 'map') return planOf('map', { inner: [valuePlan(values, wants, context)] });
  if (type === 'enum')
    return planOf('enum', { symbols: Array.isArray(symbols) ? symbols.map(String) : broken('an enum') });
  if (type === 'fixed') {
    const isSize = typeof size === 'number' && Number.isInteger(size) && size >= 0;
    return planOf('fixed', { size: isSize ? size : broken('a fixed has no size') });
  }
  return valuePlan(type, wants, context);
}

function valuePlan(schema: unknown, wants: Wants, context: Context): ValuePlan {
  if (Array.isArray(schema)) {
    return planOf('union', { inner: schema.map((branch: unknown) => valuePlan(branch, wants, context)) });
  }
  if (typeof schema === 'string') {
    const kind = plainKinds.get(schema);
    if (kind !== undefined) return { ...planOf('null'), kind };
    const named = context.names.get(shortName(schema));
    return named ? complexPlan(named, wants, context) : broken(`the type ${schema} is not known`);
  }
  const record = recordFrom(schema);
  return record ? complexPlan(record, wants, context) : broken('a type is missing');
}

function hasRecord({ kind, inner }: ValuePlan): boolean {
  return kind === avroKinds.record || inner.some(hasRecord);
}

/** Fields of the records in a value. */
function recordFields({ kind, fields, inner }: ValuePlan): readonly FieldPlan[] {
  return kind === avroKinds.record ? fields : inner.flatMap(recordFields);
}

/**
 * How records of a schema are read, without the fields of nested records that aren't needed.
 * @throws {PortalError} `corrupt` for a schema that isn't one
 */
export function recordPlanOf(schema: PlainRecord, needs: Needs): RecordPlan {
  const names: Definitions = new Map();
  defineNames(schema, names);
  if (!Array.isArray(schema.fields)) return broken('it has no fields');
  return schema.fields.map((field: unknown): FieldPlan => {
    const { name, type } = recordFrom(field) ?? broken('a field is no field');
    if (typeof name !== 'string') return broken('a field has no name');
    const around = new Map<PlainRecord, ValuePlan>();
    const value = valuePlan(type, (inner) => needs(name, inner), { names, around });
    const isWanted = !hasRecord(value) || recordFields(value).some((inner) => inner.isWanted);
    return { name, isWanted, value };
  });
}
