// Makes a Parquet file of one row group for load tests from a folder of ZTF packets: nested as the broker's nightly files, ids and stamps
// jittered. node --import tsx benchmarks/make-parquet.ts FOLDER OUT.parquet MEGABYTES
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SchemaElement } from 'hyparquet';
import { parquetWriteFile } from 'hyparquet-writer';
import { createAvroSchemas } from '#server/ingest/avro/avro-schema.ts';
import { openAvroContainer } from '#server/ingest/avro/container.ts';
import {
  type FieldShape,
  type PlainRecord,
  type RecordShape,
  recordFrom,
  recordsFrom,
} from '#server/ingest/records/record-shape.ts';
import { benchObjectName } from './packet-encoder.ts';

const [folder = '', out = '', megabytesText = '100'] = process.argv.slice(2);

const physicalTypes = {
  string: 'BYTE_ARRAY',
  integer: 'INT32',
  long: 'INT64',
  float: 'FLOAT',
  double: 'DOUBLE',
} as const;

function elementsOf(field: FieldShape): SchemaElement[] {
  const { name } = field;
  if (field.kind === 'bytes') return [{ name, type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' }];
  if (field.kind === 'struct') return groupOf(name, field.fields);
  if (field.kind === 'structs') {
    return [
      { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      ...groupOf('element', field.fields),
    ];
  }
  if (field.kind !== 'value') throw new Error(`${name} is neither a value nor a record.`);
  const text = field.type === 'string' ? ({ converted_type: 'UTF8' } as const) : {};
  const type = field.type === 'boolean' ? 'BOOLEAN' : physicalTypes[field.type];
  return [{ name, type, repetition_type: 'OPTIONAL', ...text }];
}

function groupOf(name: string, fields: RecordShape): SchemaElement[] {
  return [{ name, repetition_type: 'OPTIONAL', num_children: fields.length }, ...fields.flatMap(elementsOf)];
}

const schemas = createAvroSchemas();
const names = (await readdir(folder)).filter((name) => name.endsWith('.avro')).sort();
let shape: RecordShape = [];
const records: PlainRecord[] = [];
for (const name of names) {
  const container = openAvroContainer(await readFile(join(folder, name)));
  const schema = schemas(container.schemaText);
  shape = schema.shape;
  for (const { bytes, count } of container.blocks) records.push(...schema.decode(bytes, count));
}

function stampBytes(record: PlainRecord): number {
  return ['cutoutScience', 'cutoutTemplate', 'cutoutDifference'].reduce((sum, name) => {
    const stamp = recordFrom(record[name])?.stampData;
    return sum + (stamp instanceof Uint8Array ? stamp.length : 0);
  }, 0);
}

const rows: PlainRecord[] = [];
for (let bytes = 0; bytes < Number(megabytesText) * 1e6; ) {
  const index = rows.length;
  const record = records[index % records.length];
  if (record === undefined) throw new Error(`There is no packet in ${folder}.`);
  const candid = 9_100_000_000_000_000_000n + BigInt(index);
  const candidate = { ...recordFrom(record.candidate), candid, jd: 2460229.7 + (index % 7919) * 3.7e-5 };
  rows.push({ ...record, candid, objectId: benchObjectName(Math.floor(index / 4)), candidate });
  // Lists take some 2 kB an alert once compressed.
  bytes += stampBytes(record) + 2000;
}
const lists = new Set(shape.flatMap(({ name, kind }) => (kind === 'structs' ? [name] : [])));
const columnData = shape.map(({ name }) => ({
  name,
  data: rows.map((row) => (lists.has(name) ? recordsFrom(row[name]) : (row[name] ?? null))),
  // The same few stamps would shrink to a dictionary.
  ...(name.startsWith('cutout') ? ({ encoding: 'PLAIN' } as const) : {}),
}));
const schema: SchemaElement[] = [{ name: 'root', num_children: shape.length }, ...shape.flatMap(elementsOf)];
parquetWriteFile({ filename: out, columnData, schema, rowGroupSize: rows.length });
process.stdout.write(`${rows.length} rows in one row group\n`);
