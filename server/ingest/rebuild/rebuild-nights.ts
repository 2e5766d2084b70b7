import { createNightly } from '#server/ingest/nightly/nightly.ts';
import type { SurveyIngest } from '#server/ingest/surveys/survey-ingest.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { isSchemaKey } from '#server/storage/surveys/survey-tables.ts';
import { copySchemaRows } from './copy-schema-rows.ts';
import type { RebuildOptions, RebuildResult } from './rebuild-index.ts';

/** Days of 30,000 alerts each: how many times are looked at before they are written down. */
const alertsAtOnce = 30_000;

/**
 * Works out everything that follows from whole nights anew, for every night that has an alert or a row of that kind.
 * A rebuild that was cut off is finished by the next one, or by the next ingest.
 * @throws {PortalError} `aborted`
 */
export async function rebuildNights(
  deps: { readonly store: WideRowStore; readonly dataFolder: FileStore },
  ingest: SurveyIngest,
  { signal, onProgress }: RebuildOptions = {},
): Promise<RebuildResult> {
  const { store } = deps;
  const nightly = createNightly(deps, [ingest]);
  let alerts = 0;
  let times = new Set<number>();
  const touch = async (): Promise<void> => {
    await nightly.touch(ingest, times);
    times = new Set();
    onProgress?.(alerts);
  };
  for (const table of [ingest.tables.alerts, ...ingest.nightTables]) {
    for await (const row of store.scan(table.name, [{ start: '' }], { signal, columns: [] })) {
      if (isSchemaKey(row.key)) continue;
      if (table === ingest.tables.alerts) alerts++;
      times.add(row.timestampMs);
      if (times.size >= alertsAtOnce) await touch();
    }
  }
  await touch();
  // Rows of alerts have the types of the alert table; counts bring their own.
  for (const table of ingest.nightTables) {
    if (table.carries(ingest.tables.alertIdColumn)) await copySchemaRows(store, { ingest, table });
  }
  await nightly.finish({ signal });
  return { alerts, removed: 0 };
}
