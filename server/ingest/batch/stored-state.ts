import { locatorFromText, stampKinds } from '#domain/stamps/locator.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { Row, WideRowStore } from '#server/ports/wide-row-store.ts';
import { textReader } from '#server/storage/cell-codec.ts';
import type { SurveyTables, TableShape } from '#server/storage/surveys/survey-tables.ts';
import type { AlertRows } from '#server/storage/tables/alert-rows.ts';
import type { TableRow } from '#server/storage/tables/table-row.ts';

/** What the store has of an alert already. */
export interface StoredAlert {
  /** Texts of the cutouts row, where its lake file is there and long enough. */
  readonly place: { readonly hdfsPath: string; readonly locator: string } | undefined;
  /** Every cell of the alert's own row is there with the same bytes, so (written in one step) are its other rows. */
  readonly isSame: boolean;
  /** The alert's own row as it is stored. */
  readonly row: Row | undefined;
  /** The stored row has the broker's values and the new one has not. */
  readonly isBetter: boolean;
}

/** Whether the stored row is that row, byte for byte. */
export function isSameRow(stored: Row, row: TableRow): boolean {
  if (stored.timestampMs !== row.timestampMs || stored.columns.length !== row.columns.length) return false;
  return row.columns.every((column, index) => {
    if (stored.columns[index] !== column) return false;
    const cell = stored.bytes.subarray(stored.starts[index], stored.ends[index]);
    return Buffer.compare(cell, row.bytes.subarray(row.starts[index], row.ends[index])) === 0;
  });
}

/** Tells which locators can be read; asks the lake once a file. */
function createReadability(files: FileStore): (locatorText: string) => Promise<boolean> {
  const lengths = new Map<string, Promise<number>>();
  return async (text) => {
    const locator = locatorFromText(text);
    if (locator === undefined) return false;
    const length = lengths.get(locator.path) ?? files.stat(locator.path).then((found) => found?.length ?? -1);
    lengths.set(locator.path, length);
    const end = await length;
    return (
      end >= 0 &&
      stampKinds.every((kind) => {
        const page = locator.pages[kind];
        return page === null || page.offset + page.length <= end;
      })
    );
  };
}

/** Reads what the store has of a batch of alerts. */
export function createStoredState(deps: { readonly store: WideRowStore; readonly files: FileStore }) {
  const { store, files } = deps;

  /** Rows of one table by key. */
  async function rowsOf(table: TableShape, keys: readonly string[]): Promise<Map<string, Row>> {
    const rows = await store.get(table.name, keys);
    return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.key, copyOf(row)] as const])));
  }

  return async (
    tables: SurveyTables,
    alerts: readonly { readonly rows: AlertRows; readonly cutoutsKey: string }[],
  ): Promise<readonly StoredAlert[]> => {
    const isReadable = createReadability(files);
    const cutouts = await rowsOf(
      tables.cutouts,
      alerts.map(({ cutoutsKey }) => cutoutsKey),
    );
    if (cutouts.size === 0)
      return alerts.map(() => ({ place: undefined, isSame: false, row: undefined, isBetter: false }));
    const pathOf = textReader(tables.hdfsPathColumn);
    const locatorOf = textReader(tables.locatorColumn);
    const scienceOf = textReader(tables.versionColumns[1]);
    const own = await ownRows(
      rowsOf,
      alerts.map(({ rows }) => rows),
    );
    const states: StoredAlert[] = [];
    for (const { rows, cutoutsKey } of alerts) {
      const place = cutouts.get(cutoutsKey);
      const hdfsPath = place && pathOf(place);
      const locator = place && locatorOf(place);
      const row = rows.rows.at(-1);
      const stored = row && own.get(`${row.table.name} ${row.key}`);
      const isThere = hdfsPath !== undefined && locator !== undefined && (await isReadable(locator));
      states.push({
        place: isThere ? { hdfsPath, locator } : undefined,
        isSame: row === undefined ? place !== undefined : stored !== undefined && isSameRow(stored, row),
        row: stored,
        isBetter: !rows.enriched && stored !== undefined && scienceOf(stored) !== undefined,
      });
    }
    return states;
  };
}

/** The last row of each alert, as stored, by table and key. */
async function ownRows(
  rowsOf: (table: TableShape, keys: readonly string[]) => Promise<Map<string, Row>>,
  alerts: readonly AlertRows[],
): Promise<ReadonlyMap<string, Row>> {
  const byTable = new Map<TableShape, TableRow[]>();
  for (const { rows } of alerts) {
    const row = rows.at(-1);
    if (row) byTable.set(row.table, (byTable.get(row.table) ?? []).concat(row));
  }
  const found = new Map<string, Row>();
  for (const [table, rows] of byTable) {
    for (const [key, row] of await rowsOf(
      table,
      rows.map(({ key }) => key),
    ))
      found.set(`${table.name} ${key}`, row);
  }
  return found;
}

/** Rows may live in memory of the store; what is kept past the next call is copied. */
function copyOf(row: Row): Row {
  return { ...row, bytes: row.bytes.slice(), starts: Array.from(row.starts), ends: Array.from(row.ends) };
}
