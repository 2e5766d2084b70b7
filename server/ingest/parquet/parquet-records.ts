import type { FileHandle } from 'node:fs/promises';
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetSchema, type SchemaTree } from 'hyparquet';
import { PortalError } from '#domain/failure.ts';
import type { PlainRecord, RecordShape } from '#server/ingest/records/record-shape.ts';
import { bytesOfGroup } from './group-bytes.ts';
import { shapeOfTree } from './parquet-shape.ts';
import { bufferOfFile } from './part-file.ts';
import { createRowGroupReader } from './row-group.ts';
import { type Needs, wantedOf } from './wanted-columns.ts';
import { createWholeColumns } from './whole-columns.ts';

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

/** Opens the Parquet file behind `handle`. @throws {PortalError} `corrupt` */
export async function openParquet(handle: FileHandle, length: number): Promise<ParquetRecords> {
  const file = bufferOfFile(handle, length);
  const metadata = await footerOf(file, length).catch(corrupt);
  const root = treeOf(metadata);
  const shape = shapeOfTree(root);

  const readWhole = createWholeColumns(handle, file, root);

  async function* read(needs: Needs): AsyncGenerator<PlainRecord> {
    const wanted = wantedOf(root, shape, needs);
    for (const group of metadata.row_groups) {
      const take = createRowGroupReader(await bytesOfGroup(handle, group), group, wanted);
      const others = await readWhole(group, wanted.others).catch(corrupt);
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
