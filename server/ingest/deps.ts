import { surveys } from '#domain/surveys/index.ts';
import { openLake } from '#server/adapters/lake/open-lake.ts';
import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import { openTables } from '#server/adapters/tables/open-tables.ts';
import { hdfsPathIn } from '#server/env/lake-settings.ts';
import { fixedWidthsOf } from '#server/storage/cell-codec.ts';
import { tableLayouts } from '#server/storage/surveys/table-layouts.ts';
import type { IngestDeps } from './create-ingest.ts';
import type { DataEnv } from './env.ts';
import { createThreadReader } from './reading/thread-reader.ts';

/** What an ingest needs, and how to let it go. */
export interface OpenedDeps extends IngestDeps {
  close(): Promise<void>;
}

/**
 * Opens the tables for writing and the lake.
 * @throws {PortalError} `unavailable`, one sentence, when another ingest runs on the same store or the folder can't be written
 */
export function openIngestDeps(env: DataEnv, nowMs: () => number): OpenedDeps {
  const columns = surveys.flatMap(({ alertColumns }) => alertColumns);
  const store = openTables(env.tables, {
    access: 'write',
    fixedWidths: fixedWidthsOf(columns),
    layouts: tableLayouts,
  });
  const files = openLake(env.lake);
  const dataFolder = createLocalFiles({ root: env.dataDir });
  const reader = createThreadReader();
  return {
    store,
    files,
    dataFolder,
    hdfsPathOf: (path) => hdfsPathIn(env.lake, path),
    nowMs,
    reader,
    async close() {
      await reader.close();
      await store.close();
      await files.close();
      await dataFolder.close();
    },
  };
}
