import { open, readFile } from 'node:fs/promises';
import { PortalError } from '#domain/failure.ts';
import { type AvroSchema, createAvroSchemas } from './avro/avro-schema.ts';
import { openAvroContainer } from './avro/container.ts';
import type { Needs } from './avro/field-plan.ts';
import type { InputFile } from './inputs/input-files.ts';
import { packetBytesAtMost, readTarPackets } from './inputs/tar-packets.ts';
import { openParquet } from './parquet/parquet-records.ts';
import type { PlainRecord, RecordShape } from './records/record-shape.ts';

/** A record of an input, or why there is none. */
export type SourceItem =
  | { readonly name: string; readonly shape: RecordShape; readonly record: PlainRecord }
  | { readonly name: string; readonly reason: string };

export interface SourceOptions {
  readonly signal?: AbortSignal;
  /** Bytes of the input file that were read, as they are. */
  readonly onBytes: (bytes: number) => void;
}

/** The words of a problem with one packet; anything else is a problem of the program and goes up. */
export function reasonOf(error: unknown): string {
  if (error instanceof PortalError && (error.kind === 'corrupt' || error.kind === 'bad-request')) return error.message;
  throw error;
}

type NeedsOf = (shape: RecordShape) => Needs;
type Schemas = (text: Buffer) => AvroSchema;

interface Known {
  readonly schemas: Schemas;
  readonly needsOf: NeedsOf;
  readonly sameShape: (shape: RecordShape) => RecordShape;
}

/** More shapes than these are forgotten: no survey has as many versions. */
const shapesAtMost = 256;

/** Gives one and the same object for equal shapes, so that what is prepared for a shape serves all files that have it. */
function createSameShape(): Known['sameShape'] {
  const known = new Map<string, RecordShape>();
  return (shape) => {
    const text = JSON.stringify(shape);
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= shapesAtMost) known.clear();
    known.set(text, shape);
    return shape;
  };
}

function* avroItems(name: string, bytes: Buffer, schemas: Schemas): Generator<SourceItem> {
  try {
    const container = openAvroContainer(bytes);
    const { shape, decode } = schemas(container.schemaText);
    for (const block of container.blocks) {
      for (const record of decode(block.bytes, block.count)) yield { name, shape, record };
    }
  } catch (error) {
    yield { name, reason: reasonOf(error) };
  }
}

const tooLarge = `larger than ${packetBytesAtMost / 1024 / 1024} MB, which no packet is`;

async function* packetItems(file: InputFile, { schemas }: Known, options: SourceOptions): AsyncGenerator<SourceItem> {
  if (file.length > packetBytesAtMost) yield { name: file.path, reason: tooLarge };
  else yield* avroItems(file.path, await readFile(file.path), schemas);
  options.onBytes(file.length);
}

async function* tarItems(file: InputFile, { schemas }: Known, options: SourceOptions): AsyncGenerator<SourceItem> {
  try {
    for await (const { name, bytes } of readTarPackets(file.path, { ...options, gzipped: file.kind === 'tar.gz' })) {
      const full = `${file.path}:${name}`;
      if (bytes === undefined) yield { name: full, reason: tooLarge };
      else yield* avroItems(full, bytes, schemas);
    }
  } catch (error) {
    yield { name: file.path, reason: reasonOf(error) };
  }
}

async function* parquetItems(file: InputFile, known: Known, options: SourceOptions): AsyncGenerator<SourceItem> {
  const handle = await open(file.path, 'r');
  let row = 0;
  try {
    const { shape: ownShape, read, rows } = await openParquet(handle, file.length);
    const shape = known.sameShape(ownShape);
    for await (const record of read(known.needsOf(shape))) {
      row++;
      yield { name: `${file.path} row ${row}`, shape, record };
      options.onBytes(file.length / rows);
    }
  } catch (error) {
    yield { name: row === 0 ? file.path : `${file.path} after row ${row}`, reason: reasonOf(error) };
  } finally {
    await handle.close();
  }
}

async function* unknownItems(file: InputFile, _: Known, options: SourceOptions): AsyncGenerator<SourceItem> {
  yield { name: file.path, reason: file.length === 0 ? 'the file is empty' : 'not an Avro packet' };
  options.onBytes(file.length);
}

const readers = {
  avro: packetItems,
  parquet: parquetItems,
  tar: tarItems,
  'tar.gz': tarItems,
  unknown: unknownItems,
} as const;

/** Reads any input file, without the fields of nested records that `needsOf` leaves out; keeps the schemas it met. */
export function createAlertSources(
  needsOf: NeedsOf,
): (file: InputFile, options: SourceOptions) => AsyncIterable<SourceItem> {
  const schemas = createAvroSchemas(needsOf);
  const known: Known = { schemas, needsOf, sameShape: createSameShape() };
  return (file, options) => readers[file.kind](file, known, options);
}
