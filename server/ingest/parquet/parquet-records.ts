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
import {
  type FieldShape,
  type PlainRecord,
  type RecordShape,
  recordsFrom,
} from '#server/ingest/records/record-shape.ts';
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
  /** Root fields with something repeated in them, read a row group at a time; of lists of records the fields wanted. */
  readonly lists: readonly { readonly tree: SchemaTree; readonly fields: readonly string[] }[];
}

/** Value of a list in one row. */
type ListColumn = (row: number) => unknown;

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
  const lists: { tree: SchemaTree; fields: readonly string[] }[] = [];
  for (const [index, field] of shape.entries()) {
    const tree = root.children[index];
    if (tree === undefined || !isReadable(field)) continue;
    if (field.kind === 'list' || field.kind === 'map') lists.push({ tree, fields: [] });
    else if (field.kind === 'structs') {
      const fields = field.fields.filter((inner) => isReadable(inner) && needs(field.name, inner.name));
      if (fields.length > 0) lists.push({ tree, fields: fields.map(({ name }) => name) });
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

  async function listsOf(group: RowGroup, wanted: Wanted): Promise<readonly (readonly [string, ListColumn])[]> {
    const lists: (readonly [string, ListColumn])[] = [];
    for (const { tree, fields } of wanted.lists) lists.push([tree.element.name, await listOf(group, tree, fields)]);
    return lists;
  }

  async function* read(needs: (field: string, inner: string) => boolean): AsyncGenerator<PlainRecord> {
    const wanted = wantedOf(root, shape, needs);
    for (const group of metadata.row_groups) {
      const chunks = new Map(group.columns.map((chunk) => [pathText(chunk.meta_data?.path_in_schema ?? []), chunk]));
      const cursors = wanted.leaves.flatMap((leaf) => {
        const chunk = chunks.get(pathText(leaf.path));
        return chunk ? [new LeafCursor(handle, leaf, chunk)] : [];
      });
      const lists = await listsOf(group, wanted).catch(corrupt);
      const rows = Number(group.num_rows);
      for (let start = 0; start < rows; start += rowsAtOnce) {
        const count = Math.min(rowsAtOnce, rows - start);
        const records = Array.from({ length: count }, (): Record<string, unknown> => ({}));
        for (const cursor of cursors) {
          const values = await cursor.take(count).catch(corrupt);
          for (const [index, record] of records.entries()) place(record, cursor.leaf.path, values[index]);
        }
        for (const [name, listAt] of lists) {
          for (const [index, record] of records.entries()) record[name] = listAt(start + index);
        }
        yield* records;
      }
    }
  }

  return { rows: Number(metadata.num_rows), shape, read };
}
