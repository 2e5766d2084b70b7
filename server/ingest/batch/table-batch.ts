import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import type { TableShape } from '#server/storage/surveys/survey-tables.ts';
import type { TableRow } from '#server/storage/tables/table-row.ts';

/** Rows of one batch, by table and key: a row that comes twice is written once. */
export interface TableBatch {
  add(row: TableRow): void;
  /** Takes a row away, unless it is added too. */
  remove(table: TableShape, key: string): void;
  /** Writes all tables in one step, in the order in which a store without such a step has to write them. */
  write(order?: WriteOrder): Promise<void>;
}

/** Tables that go first and last; the others are in the order of their first row. */
export interface WriteOrder {
  readonly first: TableShape;
  readonly last: TableShape;
}

/** Drops rows of which the store has a later one (rows that several alerts share show the latest, in whatever order alerts come). */
async function laterThanStored(store: WideRowStore, table: TableShape, rows: Map<string, TableRow>): Promise<void> {
  const keys = [...rows.keys()];
  const column = table.key.at(-1)?.column;
  const stored = await store.get(table.name, keys, { columns: column === undefined ? undefined : [column] });
  for (const [index, key] of keys.entries()) {
    const row = rows.get(key);
    const found = stored[index];
    if (row && found && found.timestampMs > row.timestampMs) rows.delete(key);
  }
}

/** See {@link TableBatch}. */
export function createTableBatch(store: WideRowStore): TableBatch {
  const tables = new Map<TableShape, Map<string, TableRow>>();
  const removed = new Map<TableShape, string[]>();
  return {
    remove(table, key) {
      removed.set(table, (removed.get(table) ?? []).concat(key));
      if (!tables.has(table)) tables.set(table, new Map());
    },
    add(row) {
      const rows = tables.get(row.table) ?? new Map<string, TableRow>();
      tables.set(row.table, rows);
      const earlier = rows.get(row.key);
      if (row.table.latestWins && earlier && earlier.timestampMs > row.timestampMs) return;
      rows.set(row.key, row);
    },
    async write(order) {
      for (const [table, rows] of tables) if (table.latestWins) await laterThanStored(store, table, rows);
      const rankOf = (table: TableShape): number => (table === order?.first ? 0 : table === order?.last ? 2 : 1);
      const batch = [...tables]
        .sort(([a], [b]) => rankOf(a) - rankOf(b))
        .filter(([table, rows]) => rows.size > 0 || removed.has(table))
        .map(([table, rows]) => ({ table: table.name, rows: [...rows.values()], removed: removed.get(table) }));
      await store.writeAll(batch);
    },
  };
}
