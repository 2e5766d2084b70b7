import { ztfAlertColumns } from '#domain/surveys/ztf-columns.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import type { Row } from '#server/ports/wide-row-store.ts';
import { decodeCell } from '#server/storage/cell-codec.ts';
import { isSchemaKey } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { type Cell, cellOf } from '#server/storage/tables/table-row.ts';

/** Alerts of one object of the simulated survey, oldest first, as cells. */
export type Template = readonly (readonly Cell[])[];

const types = new Map(ztfAlertColumns.map(({ name, type }) => [name, type]));
const templatesAtMost = 60;
const alertsOfTemplate = 12;

function cellsOf({ columns, bytes, starts, ends }: Row): Cell[] {
  return columns.flatMap((column, k) => {
    const type = types.get(column);
    return type === undefined ? [] : [cellOf(column, type, decodeCell(type, bytes, starts[k], ends[k]))];
  });
}

/** Alerts to make others from: some of each of a number of objects in the tables of a survey. */
export async function readTemplates(tables: string): Promise<readonly Template[]> {
  const store = createLmdbStore({ path: tables, readOnly: true });
  const byObject = new Map<string, Cell[][]>();
  try {
    for await (const row of store.scan(ztfTables.alerts.name, [{ start: '' }])) {
      if (isSchemaKey(row.key)) continue;
      const objectId = row.key.slice(0, row.key.indexOf('_'));
      const alerts = byObject.get(objectId) ?? [];
      if (alerts.length < alertsOfTemplate) alerts.push(cellsOf(row));
      byObject.set(objectId, alerts);
    }
  } finally {
    await store.close();
  }
  const all = [...byObject.values()];
  const step = Math.max(1, Math.floor(all.length / templatesAtMost));
  const templates = all.filter((_, index) => index % step === 0);
  if (templates.length === 0) throw new Error(`There is no alert in ${tables}.`);
  return templates;
}
