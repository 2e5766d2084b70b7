import type { FileHandle } from 'node:fs/promises';
import { type AsyncBuffer, type FileMetaData, parquetReadObjects, type RowGroup, type SchemaTree } from 'hyparquet';
import { recordsFrom } from '#server/ingest/records/record-shape.ts';
import { compressors } from '#server/storage/lake/compressors.ts';
import { checkChunks } from './check-chunks.ts';
import { fieldMetadata } from './part-file.ts';
import type { Wanted } from './wanted-columns.ts';

/** Value of a column in one row. */
type ColumnValue = (row: number) => unknown;

/** Reads columns of a row group that can't be read page by page: maps, and lists in lists. */
type WholeColumns = (
  group: RowGroup,
  others: Wanted['others'],
) => Promise<readonly (readonly [name: string, valueAt: ColumnValue])[]>;

/** `root` is the schema of the file. What is read throws what hyparquet throws. */
export function createWholeColumns(handle: FileHandle, file: AsyncBuffer, root: SchemaTree): WholeColumns {
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
  async function listOf(group: RowGroup, tree: SchemaTree, fields: readonly string[]): Promise<ColumnValue> {
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

  return async (group, others) => {
    const lists: (readonly [string, ColumnValue])[] = [];
    for (const { tree, fields } of others) {
      await checkChunks(handle, root, { tree, group });
      lists.push([tree.element.name, await listOf(group, tree, fields)]);
    }
    return lists;
  };
}
