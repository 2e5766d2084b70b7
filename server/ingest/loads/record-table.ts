import { open } from 'node:fs/promises';
import { PortalError } from '#domain/failure.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import { openParquet } from '#server/ingest/parquet/parquet-records.ts';
import type { PlainRecord } from '#server/ingest/records/record-shape.ts';
import { type NamedRecord, readCsv } from './csv-records.ts';
import { unzipped } from './unzipped.ts';

/** A record of a file, and where it is: `line 7`, `row 7`. */
export interface PlacedRecord {
  readonly where: string;
  readonly record: PlainRecord;
}

/** A table in a file, whichever of the formats it has. */
export interface RecordTable {
  /** Columns of single values with their types; others are passed over. */
  readonly columns: ReadonlyMap<string, ColumnType>;
  read(): AsyncIterable<PlacedRecord>;
}

const parquetMagic = 'PAR1';

/** Whether a file begins as Parquet files do. @throws {PortalError} `not-found` */
export async function isParquet(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new PortalError('not-found', `The file ${path} can't be opened.`, { cause: error });
  });
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.toString('latin1') === parquetMagic;
  } finally {
    await file.close();
  }
}

async function parquetTable(path: string): Promise<RecordTable> {
  async function withFile<T>(work: (records: Awaited<ReturnType<typeof openParquet>>) => Promise<T>): Promise<T> {
    const handle = await open(path, 'r');
    try {
      return await work(await openParquet(handle, (await handle.stat()).size));
    } finally {
      await handle.close();
    }
  }
  const columns = await withFile(async ({ shape }) => {
    const values = shape.flatMap((field) => (field.kind === 'value' ? [[field.name, field.type] as const] : []));
    return new Map(values);
  });
  async function* read(): AsyncGenerator<PlacedRecord> {
    const handle = await open(path, 'r');
    try {
      const records = await openParquet(handle, (await handle.stat()).size);
      let row = 0;
      for await (const record of records.read(() => true)) yield { where: `row ${++row}`, record };
    } finally {
      await handle.close();
    }
  }
  return { columns, read };
}

const integerPattern = /^[+-]?\d{1,19}$/;

function isLong(text: string): boolean {
  return integerPattern.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

const nothing = new Set(['nan', 'NaN', 'None', 'null', 'NULL']);

/** Narrowest type that holds all values so far; a column of nothing is text. */
function widened(type: ColumnType | undefined, text: string): ColumnType {
  if (type === 'string') return type;
  if (isLong(text)) return type ?? 'long';
  return Number.isFinite(Number(text)) ? 'double' : 'string';
}

function valueFrom(type: ColumnType | undefined, text: string | undefined): string | number | bigint | null {
  if (text === undefined || (type !== 'string' && nothing.has(text))) return null;
  if (type === 'long') return BigInt(text);
  const value = Number(text);
  return type === 'string' || type === undefined || !Number.isFinite(value) ? text : value;
}

/** CSV tells no types: the file is read once to find them, and again for its values. */
async function csvTable(path: string, declared: ReadonlyMap<string, ColumnType>): Promise<RecordTable> {
  const { names, records } = await readCsv(unzipped(path));
  const types = new Map<string, ColumnType>();
  for await (const { value } of records) {
    for (const name of names) {
      const text = value(name);
      if (text !== undefined && !nothing.has(text)) types.set(name, widened(types.get(name), text));
    }
  }
  const columns = new Map(
    names
      .filter((name) => name !== '')
      .map((name) => [name, declared.get(name) ?? types.get(name) ?? 'string'] as const),
  );
  const recordOf = ({ value }: NamedRecord): PlainRecord =>
    Object.fromEntries([...columns].map(([name, type]) => [name, valueFrom(type, value(name))]));
  async function* read(): AsyncGenerator<PlacedRecord> {
    const again = await readCsv(unzipped(path));
    for await (const named of again.records) yield { where: `line ${named.line}`, record: recordOf(named) };
  }
  return { columns, read };
}

/**
 * Opens a Parquet file, or a CSV file (also in a ZIP file) with a header.
 * @param declared types of columns of CSV whose values don't tell them (a declination of −2)
 * @throws {PortalError} `not-found`, `corrupt`
 */
export async function openRecordTable(
  path: string,
  declared: ReadonlyMap<string, ColumnType> = new Map(),
): Promise<RecordTable> {
  try {
    return (await isParquet(path)) ? await parquetTable(path) : await csvTable(path, declared);
  } catch (error) {
    if (!(error instanceof PortalError) || error.kind !== 'corrupt') throw error;
    throw new PortalError('corrupt', `The file ${path} can't be read: ${error.message}.`, { cause: error });
  }
}
