import { join } from 'node:path';
import type { z } from 'zod';
import { PortalError, shownValue } from '#domain/failure.ts';
import { type LakeSettings, type lakeEnvShape, lakeSettingsFrom } from './lake-settings.ts';
import { type TableSettings, type tableEnvShape, tableSettingsFrom } from './table-settings.ts';

type StoreEnv = z.output<z.ZodObject<typeof lakeEnvShape & typeof tableEnvShape>>;

/** Stores that a person names beside those of the settings: where a copy comes from, and where it goes. */
export interface StorePlaces {
  /** `local`, `local:FOLDER`, `webhdfs`, `webhdfs:/PATH`. @throws {PortalError} `bad-request` */
  lake(place: string): LakeSettings;
  /** `lmdb`, `lmdb:FOLDER`, `hbase`. @throws {PortalError} `bad-request` */
  tables(place: string): TableSettings;
}

function unknown(place: string, known: string): PortalError {
  return new PortalError('bad-request', `${shownValue(place)} is no place of a store: ${known} are.`);
}

/** Places are reached with the settings of their kind of store, whichever is in use. */
export function createStorePlaces(env: StoreEnv, dataDir: string): StorePlaces {
  return {
    lake(place) {
      const [, kind, path] = /^(local|webhdfs)(?::(.+))?$/s.exec(place) ?? [];
      if (kind === undefined) throw unknown(place, 'local, local:FOLDER, webhdfs, webhdfs:/PATH');
      const own = env.FILE_STORE === kind ? env.LAKE_ROOT : undefined;
      if (kind === 'local') return lakeSettingsFrom({ ...env, FILE_STORE: 'local', LAKE_ROOT: path ?? own }, dataDir);
      const root = path ?? own;
      if (env.WEBHDFS_URL === undefined || !root?.startsWith('/')) {
        const words = 'For a lake on HDFS set WEBHDFS_URL, and name its absolute path: webhdfs:/PATH.';
        throw new PortalError('bad-request', words);
      }
      return lakeSettingsFrom({ ...env, FILE_STORE: 'webhdfs', LAKE_ROOT: root }, dataDir);
    },
    tables(place) {
      const [, kind, path] = /^(lmdb|hbase)(?:(?<=lmdb):(.+))?$/s.exec(place) ?? [];
      if (kind === undefined) throw unknown(place, 'lmdb, lmdb:FOLDER, hbase');
      if (kind === 'lmdb') return { store: 'lmdb', path: path ?? join(dataDir, 'tables') };
      if (env.HBASE_URL === undefined) throw new PortalError('bad-request', 'For tables in HBase set HBASE_URL.');
      return tableSettingsFrom({ ...env, TABLE_STORE: 'hbase' }, dataDir);
    },
  };
}
