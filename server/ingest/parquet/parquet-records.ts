import type { FileHandle } from 'node:fs/promises';
import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type RowGroup,
  type SchemaTree,
} from 'hyparquet';
import { PortalError } from '#domain/failure.ts';
import { type PlainRecord, type RecordShape, recordsFrom } from '#server/ingest/records/record-shape.ts';
import { compressors } from '#server/storage/lake/compressors.ts';
import { checkChunks } from './check-chunks.ts';
import { shapeOfTree } from './parquet-shape.ts';
import { bufferOfFile, fieldMetadata } from './part-file.ts';
import { createRowGroupReader } from './row-group.ts';
import { type Needs, type Wanted, wantedOf } from './wanted-columns.ts';

/** Rows decoded at once; with stamps some 40 to 110 kB each. */
const rowsAtOnce = 64;
/** Size of the first read at the end of the file, where the metadata is. */
const footerRead = 64 * 1024;

/** An open Parquet file of alerts. */
export interface ParquetRecords {
  readonly rows: number;
  readonly shape: RecordShape;
  /**
   * All rows, in order, as records. Memory holds a page of each column, however large a row group is (of maps, and of lists in lists,
   * one row group). `needs` leaves out fields of nested records.
   * @throws {PortalError} `corrupt` where the file is cut off or damaged; rows before that have been given out
   */
  read(needs: Needs): AsyncIterable<PlainRecord>;
}

function corrupt(cause: unknown): never {
  if (cause instanceof PortalError) throw cause;
  const words = cause instanceof Error ? cause.message : String(cause);
  throw new PortalError('corrupt', `the Parquet file is cut off or damaged (${words})`, { cause });
}

/** Without the look for GeoParquet columns, which turns for ever where a group tells of fewer than no columns. */
function footerOf(file: AsyncBuffer, length: number): Promise<FileMetaData> {
  return parquetMetadataAsync(file, { initialFetchSize: Math.min(length, footerRead), geoparquet: false });
}

function treeOf(metadata: FileMetaData): SchemaTree {
  try {
    return parquetSchema(metadata);
  } catch (error) {
    return corrupt(error);
  }
}

/** Value of a list in one row. */
type ListColumn = (row: number) => unknown;

/** Opens the Parquet file behind `handle`. @throws {PortalError} `corrupt` */
export async function openParquet(handle: FileHandle, length: number): Promise<ParquetRecords> {
  const file = bufferOfFile(handle, length);
  const metadata = await footerOf(file, length).catch(corrupt);
  const root = treeOf(metadata);
  const shape = shapeOfTree(root);

  /** One column, whole, as `extract` leaves it; what hyparquet makes on the way is given up. */
  async function columnOf<T>(
    group: RowGroup,
    tree: SchemaTree,
    isWanted: (path: readonly string[]) => boolean,
    extract: (value: unknown) => T,
  ): Promise<T[]> {
    const part: FileMetaData = fieldMetadata(root.element, tree, group, isWanted);
    const name = tree.element.name;
    const rows = await parquetReadObjects({ file, metadata: part, columns: [name], compressors });
    return rows.map((row) => extract(row[name]));
  }

  /** Lists of records are read field by field: together they would take many times the memory of their values. */
  async function listOf(group: RowGroup, tree: SchemaTree, fields: readonly string[]): Promise<ListColumn> {
    if (fields.length === 0) {
      const values = await columnOf(
        group,
        tree,
        () => true,
        (value) => value,
      );
      return (row) => values[row];
    }
    const columns: [field: string, values: (readonly unknown[])[]][] = [];
    for (const field of fields) {
      const values = (list: unknown): readonly unknown[] => recordsFrom(list).map((record) => record[field]);
      columns.push([field, await columnOf(group, tree, (path) => path.length > 2 && path.at(-1) === field, values)]);
    }
    return (row) => {
      const length = columns[0]?.[1][row]?.length ?? 0;
      return Array.from({ length }, (_, at) =>
        Object.fromEntries(columns.map(([field, values]) => [field, values[row]?.[at]])),
      );
    };
  }

  async function othersOf(group: RowGroup, { others }: Wanted): Promise<readonly (readonly [string, ListColumn])[]> {
    const lists: (readonly [string, ListColumn])[] = [];
    for (const { tree, fields } of others) {
      await checkChunks(handle, root, { tree, group });
      lists.push([tree.element.name, await listOf(group, tree, fields)]);
    }
    return lists;
  }

  async function* read(needs: Needs): AsyncGenerator<PlainRecord> {
    const wanted = wantedOf(root, shape, needs);
    for (const group of metadata.row_groups) {
      const take = createRowGroupReader(handle, group, wanted);
      const others = await othersOf(group, wanted).catch(corrupt);
      const rows = Number(group.num_rows);
      for (let start = 0; start < rows; start += rowsAtOnce) {
        const records = await take(Math.min(rowsAtOnce, rows - start)).catch(corrupt);
        for (const [name, valueAt] of others) {
          for (const [index, record] of records.entries()) record[name] = valueAt(start + index);
        }
        yield* records;
      }
    }
  }

  return { rows: Number(metadata.num_rows), shape, read };
}
