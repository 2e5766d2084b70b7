import type { FileHandle } from 'node:fs/promises';
import {
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type RowGroup,
  type SchemaTree,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { PortalError } from '#domain/failure.ts';
import type { FieldShape, PlainRecord, RecordShape } from '#server/ingest/records/record-shape.ts';
import { LeafCursor } from './leaf-cursor.ts';
import { shapeOfTree } from './parquet-shape.ts';
import { bufferOfFile, fieldMetadata, type Leaf, pathText } from './part-file.ts';

/** Rows decoded at once; with stamps some 40 to 110 kB each. */
const rowsAtOnce = 64;
/** Size of the first read at the end of the file, where the metadata is. */
const footerRead = 64 * 1024;

/** An open Parquet file of alerts. */
export interface ParquetRecords {
  readonly rows: number;
  readonly shape: RecordShape;
  /**
   * All rows, in order, as records. Memory holds some rows' stamps and one row group's lists, however large a row group is.
   * `needs` leaves out fields of nested records.
   * @throws {PortalError} `corrupt` where the file is cut off or damaged; rows before that have been given out
   */
  read(needs: (field: string, inner: string) => boolean): AsyncIterable<PlainRecord>;
}

function corrupt(cause: unknown): never {
  if (cause instanceof PortalError) throw cause;
  const words = cause instanceof Error ? cause.message : String(cause);
  throw new PortalError('corrupt', `the Parquet file is cut off or damaged (${words})`, { cause });
}

interface Wanted {
  readonly leaves: readonly Leaf[];
  /** Root fields with something repeated in them, read a row group at a time. */
  readonly lists: readonly SchemaTree[];
}

function leavesBelow(trees: readonly SchemaTree[], isWanted: (path: readonly string[]) => boolean): readonly Leaf[] {
  const last = trees.at(-1);
  if (last === undefined) return [];
  if (last.children.length > 0) return last.children.flatMap((child) => leavesBelow([...trees, child], isWanted));
  const nesting = trees.slice(0, -1).filter(({ element }) => element.repetition_type === 'OPTIONAL').length;
  return isWanted(last.path) ? [{ path: last.path, nesting, tree: trees }] : [];
}

function isReadable(field: FieldShape): boolean {
  return field.kind !== 'other';
}

function wantedOf(root: SchemaTree, shape: RecordShape, needs: (field: string, inner: string) => boolean): Wanted {
  const leaves: Leaf[] = [];
  const lists: SchemaTree[] = [];
  for (const [index, field] of shape.entries()) {
    const tree = root.children[index];
    if (tree === undefined || !isReadable(field)) continue;
    if (field.kind === 'list' || field.kind === 'map') lists.push(tree);
    else if (field.kind === 'structs') {
      if (field.fields.some(({ name }) => needs(field.name, name))) lists.push(tree);
    } else {
      const inner =
        field.kind === 'struct' ? new Set(field.fields.filter(isReadable).map(({ name }) => name)) : undefined;
      const isWanted = (path: readonly string[]): boolean =>
        inner === undefined || (path.length === 2 && inner.has(path[1] ?? '') && needs(field.name, path[1] ?? ''));
      leaves.push(...leavesBelow([root, tree], isWanted));
    }
  }
  return { leaves, lists };
}

function place(record: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first = '', second] = path;
  if (second === undefined) {
    record[first] = value;
    return;
  }
  const inner = record[first];
  if (isObject(inner)) inner[second] = value;
  else record[first] = { [second]: value };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Opens the Parquet file behind `handle`. @throws {PortalError} `corrupt` */
export async function openParquet(handle: FileHandle, length: number): Promise<ParquetRecords> {
  const file = bufferOfFile(handle, length);
  const metadata = await parquetMetadataAsync(file, { initialFetchSize: Math.min(length, footerRead) }).catch(corrupt);
  const root = parquetSchema(metadata);
  const shape = shapeOfTree(root);

  async function listsOf(group: RowGroup, wanted: Wanted, needs: (field: string, inner: string) => boolean) {
    const columns = new Map<string, readonly Record<string, unknown>[]>();
    for (const tree of wanted.lists) {
      const name = tree.element.name;
      const isWanted = (path: readonly string[]): boolean => path.length < 4 || needs(name, path.at(-1) ?? '');
      const part: FileMetaData = fieldMetadata(root.element, tree, group, isWanted);
      columns.set(name, await parquetReadObjects({ file, metadata: part, columns: [name], compressors }));
    }
    return columns;
  }

  async function* read(needs: (field: string, inner: string) => boolean): AsyncGenerator<PlainRecord> {
    const wanted = wantedOf(root, shape, needs);
    for (const group of metadata.row_groups) {
      const chunks = new Map(group.columns.map((chunk) => [pathText(chunk.meta_data?.path_in_schema ?? []), chunk]));
      const cursors = wanted.leaves.flatMap((leaf) => {
        const chunk = chunks.get(pathText(leaf.path));
        return chunk ? [new LeafCursor(handle, leaf, chunk)] : [];
      });
      const lists = await listsOf(group, wanted, needs).catch(corrupt);
      const rows = Number(group.num_rows);
      for (let start = 0; start < rows; start += rowsAtOnce) {
        const count = Math.min(rowsAtOnce, rows - start);
        const records = Array.from({ length: count }, (): Record<string, unknown> => ({}));
        for (const cursor of cursors) {
          const values = await cursor.take(count).catch(corrupt);
          for (const [index, record] of records.entries()) place(record, cursor.leaf.path, values[index]);
        }
        for (const [name, column] of lists) {
          for (const [index, record] of records.entries()) record[name] = column[start + index]?.[name];
        }
        yield* records;
      }
    }
  }

  return { rows: Number(metadata.num_rows), shape, read };
}
