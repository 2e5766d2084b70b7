import type { RowPlace, SurveyIngest } from '#server/ingest/surveys/survey-ingest.ts';
import type { Row, WideRowStore } from '#server/ports/wide-row-store.ts';
import { longTextReader } from '#server/storage/cell-codec.ts';
import type { TableShape } from '#server/storage/surveys/survey-tables.ts';
import type { AlertRows } from '#server/storage/tables/alert-rows.ts';

/** An alert about to be written over its stored form. */
export interface Replacement {
  readonly rows: AlertRows;
  readonly stored: Row;
}

/**
 * Rows that the stored forms of alerts have and their new forms have not: those under a class, a name or a host that changed.
 * Rows that another alert has meanwhile stay.
 */
export async function staleRows(
  store: WideRowStore,
  ingest: SurveyIngest,
  replacements: readonly Replacement[],
): Promise<readonly RowPlace[]> {
  const idColumn = ingest.tables.alertIdColumn;
  const idOf = longTextReader(idColumn);
  const suspects = new Map<TableShape, Map<string, string>>();
  for (const { rows, stored } of replacements) {
    const kept = new Set(rows.rows.map(({ table, key }) => `${table.name} ${key}`));
    for (const { table, key } of ingest.rowsBeside(stored)) {
      if (kept.has(`${table.name} ${key}`)) continue;
      const keys = suspects.get(table) ?? new Map<string, string>();
      suspects.set(table, keys.set(key, String(rows.lake.alertId)));
    }
  }
  const stale: RowPlace[] = [];
  for (const [table, keys] of suspects) {
    for (const row of await store.get(table.name, [...keys.keys()], { columns: [idColumn] })) {
      if (row !== undefined && idOf(row) === keys.get(row.key)) stale.push({ table, key: row.key });
    }
  }
  return stale;
}
