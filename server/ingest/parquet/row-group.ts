import type { RowGroup } from 'hyparquet';
import type { ReadAt } from './group-bytes.ts';
import { LeafCursor, ListCursor } from './leaf-cursor.ts';
import type { LeafTrees } from './page-values.ts';
import { pathText } from './part-file.ts';
import type { Wanted, WantedLeaf, WantedList } from './wanted-columns.ts';

type Mutable = Record<string, unknown>;

/** Fills some fields of some records, which are the next rows. */
type Fill = (records: readonly Mutable[]) => Promise<void>;

function filledLeaf(cursor: LeafCursor, field: string): Fill {
  return async (records) => {
    const values = await cursor.take(records.length);
    for (let i = 0; i < records.length; i++) {
      const record = records[i];
      if (record !== undefined) record[field] = values[i];
    }
  };
}

interface NamedCursor<C> {
  readonly name: string;
  readonly cursor: C;
}

/** A record in a record. */
function filledStruct(columns: readonly NamedCursor<LeafCursor>[], field: string): Fill {
  return async (records) => {
    const made = records.map((): Mutable => ({}));
    for (const { name, cursor } of columns) await filledLeaf(cursor, name)(made);
    for (const [index, record] of records.entries()) record[field] = made[index];
  };
}

function filledValues(cursor: ListCursor, field: string): Fill {
  return async (records) => {
    const lists = await cursor.take(records.length);
    for (const [index, record] of records.entries()) record[field] = lists[index];
  };
}

/** A list of records; one that is null is empty. */
function filledRecords(columns: readonly NamedCursor<ListCursor>[], field: string): Fill {
  return async (records) => {
    const made: Mutable[][] = [];
    for (const { name, cursor } of columns) {
      for (const [row, list] of (await cursor.take(records.length)).entries()) {
        const elements = made[row] ?? (list ?? []).map((): Mutable => ({}));
        made[row] = elements;
        for (let i = 0; i < elements.length; i++) {
          const element = elements[i];
          if (element !== undefined) element[name] = list?.[i];
        }
      }
    }
    for (const [index, record] of records.entries()) record[field] = made[index] ?? [];
  };
}

/** Reads the rows of one row group from its begin to its end, all columns side by side: memory holds a page of each. `readAt` gives its bytes. */
export function createRowGroupReader(readAt: ReadAt, group: RowGroup, { leaves, lists }: Wanted) {
  const chunks = new Map(group.columns.map((chunk) => [pathText(chunk.meta_data?.path_in_schema ?? []), chunk]));
  const chunkOf = (trees: LeafTrees) => chunks.get(pathText(trees.at(-1)?.path ?? []));

  const leafOf = ({ trees, field, inner }: WantedLeaf): NamedCursor<LeafCursor> | undefined => {
    const chunk = chunkOf(trees);
    return chunk && { name: inner ?? field, cursor: new LeafCursor(readAt, trees, chunk) };
  };
  const leafFills = (): Fill[] => {
    const structs = new Map<string, NamedCursor<LeafCursor>[]>();
    const fills: Fill[] = [];
    for (const leaf of leaves) {
      const column = leafOf(leaf);
      if (column === undefined) continue;
      if (leaf.inner === undefined) fills.push(filledLeaf(column.cursor, leaf.field));
      else structs.set(leaf.field, (structs.get(leaf.field) ?? []).concat(column));
    }
    return [...fills, ...Array.from(structs, ([field, columns]) => filledStruct(columns, field))];
  };
  const listFill = ({ field, element, columns }: WantedList): Fill[] => {
    const cursors = columns.flatMap(({ name, trees }) => {
      const chunk = chunkOf(trees);
      return chunk ? [{ name: name ?? '', cursor: new ListCursor(readAt, trees, { chunk, element }) }] : [];
    });
    const [first] = cursors;
    if (first === undefined) return [];
    return [element === undefined ? filledValues(first.cursor, field) : filledRecords(cursors, field)];
  };

  const fills = [...leafFills(), ...lists.flatMap(listFill)];

  /** @throws {PortalError} `corrupt`, or what the decoding of a damaged page throws */
  return async (count: number): Promise<Mutable[]> => {
    const records = Array.from({ length: count }, (): Mutable => ({}));
    for (const fill of fills) await fill(records);
    return records;
  };
}
