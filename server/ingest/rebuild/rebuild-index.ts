import type { ColumnType } from '#domain/surveys/survey.ts';
import { isSameRow } from '#server/ingest/batch/stored-state.ts';
import { createTableBatch } from '#server/ingest/batch/table-batch.ts';
import type { SurveyIngest } from '#server/ingest/surveys/survey-ingest.ts';
import type { Row, WideRowStore } from '#server/ports/wide-row-store.ts';
import { decodeCell } from '#server/storage/cell-codec.ts';
import { type CellValue, isSchemaKey, rowKey, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import { readTableTypes } from '#server/storage/tables/schema-rows.ts';
import type { TableRow } from '#server/storage/tables/table-row.ts';
import { copySchemaRows } from './copy-schema-rows.ts';

/** What a rebuild did. */
export interface RebuildResult {
  /** Alerts that were gone through. */
  readonly alerts: number;
  /** Rows that no alert makes any more. */
  readonly removed: number;
}

export interface RebuildOptions {
  readonly signal?: AbortSignal;
  /** Called now and then with the number of rows gone through. */
  readonly onProgress?: (rows: number) => void;
}

const rowsAtOnce = 500;

interface Work {
  readonly store: WideRowStore;
  readonly ingest: SurveyIngest;
  readonly table: TableShape;
  readonly types: ReadonlyMap<string, ColumnType>;
}

function copied(row: Row): Row {
  return { ...row, bytes: row.bytes.slice(), starts: Array.from(row.starts), ends: Array.from(row.ends) };
}

/** Rows of a table in lots, in the order of their keys; schema rows are left out. */
async function* lotsOf(store: WideRowStore, table: TableShape, signal?: AbortSignal): AsyncGenerator<readonly Row[]> {
  let lot: Row[] = [];
  for await (const row of store.scan(table.name, [{ start: '' }], { signal })) {
    if (isSchemaKey(row.key)) continue;
    lot.push(copied(row));
    if (lot.length < rowsAtOnce) continue;
    yield lot;
    lot = [];
  }
  if (lot.length > 0) yield lot;
}

/** The rows that an alert has in the table (one, or none). */
function rowsIn({ ingest, table, types }: Work, alert: Row): readonly TableRow[] {
  return ingest.rowsBeside(alert, types).filter((row) => row.table === table);
}

/** Key of the alert from which a row of an index was made; undefined where the row doesn't tell. */
function alertKeyOf({ ingest, types }: Work, row: Row): string | undefined {
  const { key } = ingest.tables.alerts;
  const values = new Map<string, CellValue>();
  for (const { column } of key) {
    const index = row.columns.indexOf(column);
    const type = types.get(column);
    if (index < 0 || type === undefined) return undefined;
    values.set(column, decodeCell(type, row.bytes, row.starts[index], row.ends[index]));
  }
  return rowKey(ingest.tables.alerts, (column) => values.get(column));
}

/** Takes away rows that the alert they came from doesn't make (any more). */
async function removeStale(work: Work, { signal, onProgress }: RebuildOptions): Promise<number> {
  const { store, ingest, table } = work;
  let removed = 0;
  let seen = 0;
  for await (const rows of lotsOf(store, table, signal)) {
    const keys = rows.map((row) => alertKeyOf(work, row));
    const known = keys.filter((key) => key !== undefined);
    const found = await store.get(ingest.tables.alerts.name, known, { signal });
    const alerts = new Map(found.flatMap((row) => (row ? [[row.key, copied(row)] as const] : [])));
    const stale = rows.filter((row, index) => {
      const alert = alerts.get(keys[index] ?? '');
      return alert === undefined || !rowsIn(work, alert).some((made) => made.key === row.key && isSameRow(row, made));
    });
    if (stale.length > 0) {
      await store.writeAll([{ table: table.name, rows: [], removed: stale.map(({ key }) => key) }], { signal });
    }
    removed += stale.length;
    seen += rows.length;
    onProgress?.(seen);
  }
  return removed;
}

/**
 * Makes an index table anew from the alert table: rows that no alert makes go, all others come. Readers see right rows throughout; a
 * rebuild that was cut off is begun again by the next one. The result is, byte for byte, what an ingest of the alerts leaves.
 * @param table one of the survey's `indexTables`
 * @throws {PortalError} `aborted`
 */
export async function rebuildIndex(
  store: WideRowStore,
  { ingest, table }: { readonly ingest: SurveyIngest; readonly table: TableShape },
  options: RebuildOptions = {},
): Promise<RebuildResult> {
  const declared = ingest.survey.alertColumns.map(({ name, type }) => [name, type] as const);
  const stored = await readTableTypes(store, ingest.tables.alerts.name);
  const work: Work = { store, ingest, table, types: new Map([...declared, ...stored]) };
  await copySchemaRows(store, { ingest, table });
  const removed = await removeStale(work, options);
  let alerts = 0;
  for await (const rows of lotsOf(store, ingest.tables.alerts, options.signal)) {
    const batch = createTableBatch(store);
    for (const alert of rows) for (const row of rowsIn(work, alert)) batch.add(row);
    await batch.write();
    alerts += rows.length;
    options.onProgress?.(alerts);
  }
  return { alerts, removed };
}
