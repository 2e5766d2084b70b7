import { readFileSync } from 'node:fs';
import { PortalError } from '#domain/failure.ts';
import { createHbaseStore } from '#server/adapters/hbase/hbase-store.ts';
import type { RestHeaders } from '#server/adapters/hbase/rest-http.ts';
import type { TableLayout } from '#server/adapters/hbase/table-schemas.ts';
import { createLmdbStore } from '#server/adapters/lmdb/lmdb-store.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import { createSystemClock } from '#server/resilience/clock.ts';

/** A folder of this machine. */
export interface LmdbTables {
  readonly store: 'lmdb';
  readonly path: string;
}

/** HBase behind its REST server. */
export interface HbaseTables {
  readonly store: 'hbase';
  readonly url: string;
  /** Value of the `Authorization` header. */
  readonly authorization: string | undefined;
  /** PEM file. */
  readonly caFile: string | undefined;
  readonly timeoutMs: number;
  readonly form: 'protobuf' | 'json';
}

export interface OpenTablesOptions {
  /** `read`; `write` for the one that writes; `write-briefly` for one that mostly reads and writes a row now and then. */
  readonly access: 'read' | 'write' | 'write-briefly';
  /** Bytes of the cells of a column that are always the same number, for LMDB. */
  readonly fixedWidths?: ReadonlyMap<string, number>;
  /** Tables that are made in HBase, where they are missing, before anything is read or written. */
  readonly layouts?: readonly TableLayout[];
}

function certificatesIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new PortalError('bad-request', `HBASE_CA=${file} can't be read.`, { cause });
  }
}

/**
 * Opens the tables where the settings say they are; HBase is not asked anything yet.
 * @throws {PortalError} `unavailable` where another process writes, `bad-request` for an address or certificates that can't be used
 */
export function openTables(tables: LmdbTables | HbaseTables, options: OpenTablesOptions): WideRowStore {
  const { access, fixedWidths, layouts } = options;
  if (tables.store === 'lmdb') {
    return createLmdbStore({
      path: tables.path,
      readOnly: access === 'read',
      writesBriefly: access === 'write-briefly',
      ...(fixedWidths === undefined ? {} : { fixedWidths }),
    });
  }
  const { authorization, caFile, url, timeoutMs, form } = tables;
  return createHbaseStore({
    url,
    timeoutMs,
    form,
    headers: (): RestHeaders => (authorization === undefined ? {} : { authorization }),
    ca: caFile === undefined ? undefined : certificatesIn(caFile),
    readOnly: access === 'read',
    ...(layouts === undefined ? {} : { layouts }),
    clock: createSystemClock({ keepsAlive: true }),
    now: Date.now,
    random: Math.random,
  });
}
