import { PortalError } from '#domain/failure.ts';
import type { ColumnType } from '#domain/surveys/survey.ts';
import { checkKey } from '#server/ports/keys.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { isSchemaKey, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import { createSchemaRows } from '#server/storage/tables/schema-rows.ts';
import { type Cell, cellSet, type TableRow, tableRow } from '#server/storage/tables/table-row.ts';

const rowsAtOnce = 1000;
/** Version pair of the schema rows of tables that are loaded: no broker version determines them. */
const loadVersions = { broker: 'portal', science: 'load' } as const;

export interface LoadDeps {
  readonly store: WideRowStore;
  /** Time of the rows, milliseconds since 1970 UTC. */
  readonly timestampMs: number;
  readonly signal?: AbortSignal;
  /** A record that can't be stored, where it is and why; the rest goes on. */
  readonly onRefused?: (where: string, reason: string) => void;
}

export interface LoadOptions {
  /** Rows that were there before and don't come again are taken away, once all are stored. */
  readonly replace?: boolean;
}

/** What a load did. */
export interface LoadResult {
  readonly rows: number;
  readonly refused: number;
  readonly removed: number;
}

/** Takes what is of an earlier time away; how many rows that was. */
async function removeOlder({ store, timestampMs, signal }: LoadDeps, table: string): Promise<number> {
  let removed = 0;
  let older: string[] = [];
  const flush = async (): Promise<void> => {
    await store.writeAll([{ table, rows: [], removed: older }], { signal });
    removed += older.length;
    older = [];
  };
  for await (const row of store.scan(table, [{ start: '' }], { signal, columns: [] })) {
    if (row.timestampMs !== timestampMs && !isSchemaKey(row.key)) older.push(row.key);
    if (older.length >= rowsAtOnce) await flush();
  }
  if (older.length > 0) await flush();
  return removed;
}

/** Writes rows of one table in steps, and its schema row. */
export function createTableLoad(deps: LoadDeps, table: TableShape) {
  const { store, timestampMs, signal, onRefused } = deps;
  const types = new Map<string, ColumnType>();
  const count = { rows: 0, refused: 0, removed: 0 };
  let rows = new Map<string, TableRow>();
  let removed: string[] = [];

  const write = async (): Promise<void> => {
    if (signal?.aborted) throw new PortalError('aborted', `Stopped after ${count.rows} rows were stored.`);
    await store.writeAll([{ table: table.name, rows: rows.values(), removed }], { signal });
    count.rows += rows.size;
    rows = new Map();
    removed = [];
  };

  return {
    /** Adds a row under `key`; `instead` are keys that it takes the place of. */
    async add(key: string, cells: readonly Cell[], instead: readonly string[] = []): Promise<void> {
      checkKey(key);
      const { list } = cellSet(cells);
      rows.set(key, tableRow({ table, key, timestampMs }, list));
      for (const { column, type } of list) types.set(column, type);
      removed.push(...instead);
      if (rows.size >= rowsAtOnce) await write();
    },
    /** Runs `work` for a record; one that can't be stored is named and counted. */
    async guarded(where: string, work: () => Promise<void>): Promise<void> {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof PortalError) || error.kind !== 'bad-request') throw error;
        count.refused++;
        onRefused?.(where, error.message.replace(/\.$/, ''));
      }
    },
    /** @throws {PortalError} `bad-request` for columns that the table holds with another type */
    async begin(columns: Iterable<readonly [string, ColumnType]>): Promise<void> {
      const list = [...columns].map(([column, type]) => ({ column, type }));
      const schemaRows = createSchemaRows(store);
      await schemaRows.check(table, list);
      const row = await schemaRows.rowFor(table, loadVersions, { columns: list, timestampMs });
      if (row) await store.writeAll([{ table: table.name, rows: [row] }], { signal });
    },
    async finish({ replace = false }: LoadOptions = {}): Promise<LoadResult> {
      if (rows.size > 0 || removed.length > 0) await write();
      if (replace) count.removed += await removeOlder(deps, table.name);
      return count;
    },
  };
}

/** @throws {PortalError} `bad-request` naming the columns that a file lacks */
export function needColumns(columns: Iterable<string>, needed: readonly string[], path: string): void {
  const there = new Set(columns);
  const missing = needed.filter((name) => !there.has(name));
  if (missing.length === 0) return;
  throw new PortalError(
    'bad-request',
    `The file ${path} has no column ${missing.join(', ')}; it has ${[...there].join(', ')}.`,
  );
}
