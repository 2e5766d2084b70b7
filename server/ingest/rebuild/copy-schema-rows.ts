import type { SurveyIngest } from '#server/ingest/surveys/survey-ingest.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { schemaRange, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import { typesFromSchemaRow } from '#server/storage/tables/schema-rows.ts';
import { cellOf, cellSet, type TableRow, tableRow } from '#server/storage/tables/table-row.ts';

/** Schema rows are those of the alert table, cut to the columns that the table carries. */
export async function copySchemaRows(
  store: WideRowStore,
  { ingest, table }: { readonly ingest: SurveyIngest; readonly table: TableShape },
): Promise<void> {
  const kept: string[] = [];
  const rows: TableRow[] = [];
  for await (const row of store.scan(ingest.tables.alerts.name, [schemaRange])) {
    const types = new Map([...ingest.derivedTypes, ...typesFromSchemaRow(row)]);
    const cells = [...types]
      .filter(([column]) => table.carries(column))
      .map(([name, type]) => cellOf(name, 'string', type));
    kept.push(row.key);
    rows.push(tableRow({ table, key: row.key, timestampMs: row.timestampMs }, cellSet(cells).list));
  }
  const removed: string[] = [];
  for await (const { key } of store.scan(table.name, [schemaRange])) if (!kept.includes(key)) removed.push(key);
  await store.writeAll([{ table: table.name, rows, removed }]);
}
