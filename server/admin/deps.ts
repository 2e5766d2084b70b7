import { PortalError } from '#domain/failure.ts';
import { surveys } from '#domain/surveys/index.ts';
import { type SplitTable, shellScriptOf } from '#server/adapters/hbase/shell-script.ts';
import { openLake } from '#server/adapters/lake/open-lake.ts';
import { backupLmdb } from '#server/adapters/lmdb/backup.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import { createLocalFiles } from '#server/adapters/local-files/local-files.ts';
import { openTables } from '#server/adapters/tables/open-tables.ts';
import { type OpenedDeps, openIngestDeps } from '#server/ingest/deps.ts';
import type { DataEnv } from '#server/ingest/env.ts';
import { createTnsDump, type TnsDump } from '#server/outside/tns/tns-dump.ts';
import type { FileStore } from '#server/ports/file-store.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { fixedWidthsOf } from '#server/storage/cell-codec.ts';
import { tableLayouts } from '#server/storage/surveys/table-layouts.ts';
import type { AdminEnv } from './env.ts';

/** The file that LMDB makes for the tables. */
const tablesFile = 'tables/data.mdb';

/** The tables, open for reading beside whoever writes. */
export interface OpenedReader {
  readonly store: WideRowStore;
  close(): Promise<void>;
}

async function tablesInHbase({ tables }: DataEnv): Promise<ReadonlySet<string>> {
  if (tables.store === 'lmdb') return new Set();
  const store = openTables(tables, { access: 'read' });
  try {
    return new Set(await store.tables());
  } finally {
    await store.close();
  }
}

async function hasTables(env: DataEnv, dataFolder: FileStore): Promise<boolean> {
  if (env.tables.store === 'lmdb') return (await dataFolder.stat(tablesFile)) !== undefined;
  return (await tablesInHbase(env)).size > 0;
}

function openReader({ tables }: DataEnv, fixedWidths: ReadonlyMap<string, number>): OpenedReader {
  const store = openTables(tables, { access: 'read', fixedWidths });
  return { store, close: () => store.close() };
}

async function copyTables({ tables }: DataEnv, folder: string): Promise<void> {
  if (tables.store === 'lmdb') return backupLmdb(tables.path, folder);
  throw new PortalError(
    'bad-request',
    'Backups are of the embedded store: with TABLE_STORE=hbase use snapshots of HBase, or npm run admin -- dump.',
  );
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
  /** Opens the lake at a place that a person named. @throws {PortalError} `bad-request` when there is no such place */
  openLakeAt(place: string): FileStore;
  /** Opens the tables at such a place. @throws {PortalError} `bad-request`, `unavailable` while somebody else writes them */
  openTablesAt(place: string, access: 'read' | 'write'): WideRowStore;
  /** Names of the tables in HBase; none where the tables are elsewhere. */
  tablesInHbase(): Promise<ReadonlySet<string>>;
  /** What the HBase shell runs to make tables in regions. */
  hbaseScript(tables: readonly SplitTable[]): string;
  readonly tnsDump: TnsDump;
  /** Milliseconds since 1970 UTC. */
  readonly nowMs: () => number;
  close(): Promise<void>;
}

export function createAdminDeps(env: AdminEnv): AdminDeps {
  const dataFolder = createLocalFiles({ root: env.dataDir });
  const fixedWidths = fixedWidthsOf(surveys.flatMap(({ alertColumns }) => alertColumns));
  const openTablesIn = (path: string): OpenedReader => {
    const store = createLmdbStore({ path, readOnly: true, fixedWidths });
    return { store, close: () => store.close() };
  };
  return {
    env,
    dataFolder,
    hasTables: () => hasTables(env, dataFolder),
    openStores: () => openIngestDeps(env, () => performance.now()),
    openReader: () => openReader(env, fixedWidths),
    openLake: () => openLake(env.lake),
    copyTables: (folder) => copyTables(env, folder),
    openTablesIn,
    openLakeAt: (place) => openLake(env.places.lake(place)),
    openTablesAt: (place, access) =>
      openTables(env.places.tables(place), { access, fixedWidths, layouts: tableLayouts }),
    tablesInHbase: () => tablesInHbase(env),
    hbaseScript: shellScriptOf,
    tnsDump: createTnsDump({ ...env.tns, silenceMs: 60_000 }),
    nowMs: Date.now,
    close: () => dataFolder.close(),
  };
}
