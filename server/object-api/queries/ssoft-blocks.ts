import { setImmediate } from 'node:timers/promises';
import { type AsyncBuffer, type Compressors, type FileMetaData, parquetScan, parquetSchema } from 'hyparquet';
import { PortalError } from '#domain/failure.ts';
import type { StreamColumn } from '#server/formats/format.ts';
import { type ColumnKind, type Nested, type Table, tableFromValues, type Value } from '#server/formats/table.ts';
import { tableRows } from '#server/formats/table-rows.ts';
import { decompressed } from '#server/storage/lake/decompress.ts';
import { readFooter } from '#server/storage/lake/parquet-footer.ts';
import type { QueryContext } from './answer-options.ts';
import { checkUnchanged, type LakeFile } from './ssoft-file.ts';

/** A Parquet file whose columns are read a range of rows at a time. */
export interface ColumnFile {
  readonly columns: readonly StreamColumn[];
  readonly rowCount: number;
  /** Rows of each group of the file, in order, with its size when unpacked. */
  readonly groups: readonly { readonly rows: number; readonly bytes: number }[];
  /** Values of a column for rows of one group; rows are counted from the beginning of the file. */
  read(name: string, rows: RowRange): Promise<readonly Value[]>;
}

export interface RowRange {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** What pandas keeps its row labels in: no column of the table. */
const labelColumn = /^__index_level_\d+__$/;

function broken(path: string, cause: unknown): PortalError {
  if (cause instanceof PortalError) return cause;
  return new PortalError('corrupt', `${path} is not a readable Parquet file.`, { dependency: 'lake', cause });
}

const codecs = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD', 'LZ4', 'LZ4_RAW'] as const;
const compressors: Compressors = Object.fromEntries(
  codecs.map((codec) => [codec, (body: Uint8Array, length: number) => decompressed(body, codec, length)]),
);

/** Reads the footer of a file, and nothing else yet. @throws {PortalError} `corrupt`. */
export async function openColumnFile(
  file: LakeFile,
  docs: ReadonlyMap<string, { readonly description: string }>,
  context: QueryContext,
): Promise<ColumnFile> {
  const options = { signal: context.signal };
  const metadata = await readFooter(file.files, file.path, file.length, options);
  const buffer: AsyncBuffer = {
    byteLength: file.length,
    async slice(start, end = file.length) {
      const bytes = await file.files.read(file.path, start, end, options);
      if (bytes?.length !== end - start) throw broken(file.path, undefined);
      const { buffer: memory } = bytes;
      const isWhole = memory instanceof ArrayBuffer && memory.byteLength === bytes.length;
      return isWhole ? memory : Uint8Array.from(bytes).buffer;
    },
  };
  const columns = columnsOf(metadata).map((column) => ({ ...column, doc: docs.get(column.name)?.description }));
  const groups = metadata.row_groups.map((group) => ({
    rows: Number(group.num_rows),
    bytes: Number(group.total_byte_size),
  }));
  return {
    columns,
    groups,
    rowCount: groups.reduce((sum, { rows }) => sum + rows, 0),
    async read(name, { from, to }) {
      try {
        // A scan a read: one that lives longer would keep what it read.
        const scan = await parquetScan({ file: buffer, metadata, columns: [name], compressors });
        const values = await scan.readColumn({ column: name, rowStart: from, rowEnd: to });
        return Array.from(values, plainValue);
      } catch (error) {
        throw broken(file.path, error);
      }
    },
  };
}

function columnsOf(metadata: FileMetaData): StreamColumn[] {
  return parquetSchema(metadata)
    .children.filter(({ element }) => !labelColumn.test(element.name))
    .map(({ element, children }): StreamColumn => {
      let leaf = { element, children };
      while (leaf.children[0] !== undefined) leaf = leaf.children[0];
      const kind = kindOf(leaf.element.type);
      const isList = children.length > 0;
      const isNumeric = kind === 'double' || kind === 'long';
      return { name: element.name, kind: isList ? (isNumeric ? 'array' : 'text') : kind, missing: null };
    });
}

function kindOf(type: string | undefined): ColumnKind {
  switch (type) {
    case 'BOOLEAN':
      return 'boolean';
    case 'INT32':
    case 'INT64':
      return 'long';
    case 'FLOAT':
    case 'DOUBLE':
      return 'double';
    default:
      return 'text';
  }
}

function plainValue(value: unknown): Value {
  switch (typeof value) {
    case 'number':
      return Number.isNaN(value) ? null : value;
    case 'string':
    case 'boolean':
    case 'bigint':
      return value;
    case 'object':
      return value === null ? null : plainObject(value);
    default:
      return null;
  }
}

function plainObject(value: object): Value {
  if (Array.isArray(value)) {
    const nested = value.map(nestedValue);
    return isNested(nested) ? nested : JSON.stringify(nested);
  }
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? String(item) : item));
}

function nestedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nestedValue);
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' && Number.isNaN(value) ? null : (value ?? null);
}

function isNested(value: unknown): value is Nested {
  return Array.isArray(value) && value.every((item) => item === null || typeof item === 'number' || isNested(item));
}

/** A block holds about this much, unpacked; parts of a group are read over again for each of its blocks. */
const blockBytes = 16e6;
const blockRowsAtMost = 8192;

/** Ranges of rows of about equal size, each within one group. */
export function blockRanges({ groups }: Pick<ColumnFile, 'groups'>): RowRange[] {
  const ranges: RowRange[] = [];
  let from = 0;
  for (const { rows, bytes } of groups) {
    const parts = Math.max(1, Math.ceil(bytes / blockBytes), Math.ceil(rows / blockRowsAtMost));
    const size = Math.ceil(rows / parts);
    for (let at = 0; at < rows; at += size) ranges.push({ from: from + at, to: from + Math.min(rows, at + size) });
    from += rows;
  }
  return ranges;
}

/** Some rows of a file as a table, column after column. */
export async function tableOfRows(file: ColumnFile, rows: RowRange): Promise<Table> {
  const columns = [];
  for (const column of file.columns) columns.push({ ...column, source: await file.read(column.name, rows) });
  return tableFromValues(columns, rows.to - rows.from);
}

/** Rows that are encoded in one go: other requests are answered between them. */
const rowsAtOnce = 512;

/** All rows of a file: read a block at a time, handed on some hundred rows at a time. */
export async function* fileBlocks(lake: LakeFile, file: ColumnFile, context: QueryContext): AsyncGenerator<Table> {
  for (const rows of blockRanges(file)) {
    await checkUnchanged(lake, context);
    context.signal.throwIfAborted();
    const block = await context.trace.span('read', () => tableOfRows(file, rows));
    for (let from = 0; from < block.rowCount; from += rowsAtOnce) {
      yield tableRows(block, from, Math.min(block.rowCount, from + rowsAtOnce));
      await setImmediate();
    }
  }
}
