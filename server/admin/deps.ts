import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import { type OpenedDeps, openIngestDeps } from '#server/ingest/deps.ts';
import type { DataEnv } from '#server/ingest/env.ts';
import type { FileStore } from '#server/ports/file-store.ts';

/** The file that LMDB makes for the tables. */
const tablesFile = 'tables/data.mdb';

/** What the verbs need; stores are opened by those that use them. */
export interface AdminDeps {
  readonly dataFolder: FileStore;
  hasTables(): Promise<boolean>;
  /** Opens tables and lake for writing. @throws {PortalError} `unavailable` while an ingest runs */
  openStores(): OpenedDeps;
  close(): Promise<void>;
}

export function createAdminDeps(env: DataEnv): AdminDeps {
  const dataFolder = createLocalFiles({ root: env.dataDir });
  return {
    dataFolder,
    hasTables: async () => (await dataFolder.stat(tablesFile)) !== undefined,
    openStores: () => openIngestDeps(env, () => performance.now()),
    close: () => dataFolder.close(),
  };
}
