import { surveys } from '#domain/surveys/index.ts';
import { openLake } from '#server/adapters/lake/open-lake.ts';
import { backupLmdb } from '#server/adapters/lmdb/backup.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import { type OpenedDeps, openIngestDeps } from '#server/ingest/deps.ts';
import type { DataEnv } from '#server/ingest/env.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { fixedWidthsOf } from '#server/storage/cell-codec.ts';

/** The file that LMDB makes for the tables. */
const tablesFile = 'tables/data.mdb';

/** The tables, open for reading beside whoever writes. */
export interface OpenedReader {
  readonly store: WideRowStore;
  close(): Promise<void>;
}

/** What the verbs need; stores are opened by those that use them. */
export interface AdminDeps {
  readonly env: DataEnv;
  readonly dataFolder: FileStore;
  hasTables(): Promise<boolean>;
  /** Opens tables and lake for writing. @throws {PortalError} `unavailable` while an ingest runs */
  openStores(): OpenedDeps;
  /** Opens the tables for reading, also while an ingest runs. @throws {PortalError} `unavailable` when there are none */
  openReader(): OpenedReader;
  /** Opens the lake for reading. */
  openLake(): FileStore;
  /** Writes a copy of all tables, as they are at one moment, into a folder that is made. */
  copyTables(folder: string): Promise<void>;
  /** Opens tables in another folder for reading, to check a copy. */
  openTablesIn(folder: string): OpenedReader;
  /** Milliseconds since 1970 UTC. */
  readonly nowMs: () => number;
  close(): Promise<void>;
}

export function createAdminDeps(env: DataEnv): AdminDeps {
  const dataFolder = createLocalFiles({ root: env.dataDir });
  const fixedWidths = fixedWidthsOf(surveys.flatMap(({ alertColumns }) => alertColumns));
  const openTablesIn = (path: string): OpenedReader => {
    const store = createLmdbStore({ path, readOnly: true, fixedWidths });
    return { store, close: () => store.close() };
  };
  return {
    env,
    dataFolder,
    hasTables: async () => (await dataFolder.stat(tablesFile)) !== undefined,
    openStores: () => openIngestDeps(env, () => performance.now()),
    openReader: () => openTablesIn(env.tablesPath),
    openLake: () => openLake(env.lake),
    copyTables: (folder) => backupLmdb(env.tablesPath, folder),
    openTablesIn,
    nowMs: Date.now,
    close: () => dataFolder.close(),
  };
}
