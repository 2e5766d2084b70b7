import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import { PortalError } from '#domain/failure.ts';
import type { View } from './shape.ts';
import { createShapeDictionary, hasTable, type Projection, shapesTable } from './shape-dictionary.ts';
import type { Shapes } from './shapes.ts';
import { createValueCodec } from './value-arena.ts';
import { codeOf, takeWriterLock } from './writer-lock.ts';

export type Table = Database<Buffer, string>;

const tablesAtMost = 128;

/** An opened LMDB environment: its tables, its shapes. */
export interface Environment {
  /** The table, undefined while nobody has written to it. */
  table(name: string): Table | undefined;
  tableNames(): string[];
  /** The view of the shape with this id; shapes that another process has added meanwhile are read. */
  view(shapeId: number, projection: Projection | undefined): View;
  /**
   * Whether reads find anything at all. LMDB gives each process that reads a place in its lock file, and takes back the places of dead ones
   * whenever a process opens the store; one that opens or closes just then can look dead. Its scans then end at once, without an error.
   */
  isReading(): boolean;
  /** Values read while `work` runs are there only until the next one is read. */
  lending<T>(work: () => T): T;
  readonly shapes: Shapes;
  /**
   * Makes sure that nobody else writes, and that all shapes are known, until the function that it returns is called.
   * @throws {PortalError} `unavailable` while another process writes
   */
  beginWriting(): () => void;
  /** Makes the changes, all or nothing; resolves when they are on the disk. */
  commit(tableNames: readonly string[], change: (changes: Changes) => void): Promise<void>;
  close(): Promise<void>;
}

/** What can be done within a commit. */
export interface Changes {
  readonly put: (table: string, key: string, value: Buffer) => void;
  readonly remove: (table: string, key: string) => void;
}

/** What a process may do: only read, write for as long as it is open, or read and take the writer's place for single commits. */
export type Access = 'read' | 'write' | 'write-briefly';

export interface EnvironmentOptions {
  readonly path: string;
  readonly access: Access;
  readonly fixedWidths: ReadonlyMap<string, number>;
}

/** Any failure of the engine, in the words of the port. */
export function storeFailure(error: unknown): PortalError {
  if (error instanceof PortalError) return error;
  const noSpace = codeOf(error) === 'ENOSPC' || (error instanceof Error && error.message.includes('No space left'));
  const message = noSpace ? 'The disk of the table store is full.' : 'The table store failed.';
  return new PortalError('unavailable', message, { dependency: 'table store', cause: error });
}

function hasData(path: string): boolean {
  try {
    return statSync(join(path, 'data.mdb')).size > 0;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false;
    throw storeFailure(error);
  }
}

/** Opens the environment; undefined for a reader that came before the first ingest. */
export function openEnvironment(options: EnvironmentOptions): Environment | undefined {
  const { path, access } = options;
  const readOnly = access === 'read';
  if (access !== 'write' && !hasData(path)) return undefined;
  const unlock = access === 'write' ? takeWriterLock(path) : () => {};
  try {
    const root = open<Buffer, string>({ path, readOnly, noSubdir: false, encoding: 'binary', maxDbs: tablesAtMost });
    if (access === 'write') root.readerCheck();
    return environmentOf(root, options, unlock);
  } catch (error) {
    unlock();
    throw storeFailure(error);
  }
}

function environmentOf(
  root: RootDatabase<Buffer, string>,
  options: EnvironmentOptions,
  unlock: () => void,
): Environment {
  const dictionary = createShapeDictionary(root, options.access === 'write', options.fixedWidths);
  const { shapes } = dictionary;
  const tables = new Map<string, Table>();
  const codec = createValueCodec();
  const tableOptions = { encoding: 'binary' as const, encoder: codec };

  const openTable = (name: string, create: boolean): Table | undefined => {
    const known = tables.get(name);
    if (known !== undefined) return known;
    if (!create && !hasTable(root, name)) return undefined;
    const table = root.openDB<Buffer, string>(name, tableOptions);
    tables.set(name, table);
    return table;
  };

  return {
    shapes,
    view: dictionary.view,
    isReading: dictionary.isReading,
    lending: (work) => codec.lending(work),
    table: (name) => openTable(name, false),
    tableNames: () => [...root.getKeys()].filter((name) => name !== shapesTable),
    beginWriting() {
      if (options.access === 'write') return () => {};
      const release = takeWriterLock(options.path);
      // What this turn has read so far may be older than the last writer's shapes: two of one number would spoil rows.
      root.resetReadTxn();
      dictionary.learnAll();
      return release;
    },
    async commit(tableNames, change) {
      const added = shapes.takeAdded();
      try {
        for (const name of tableNames) openTable(name, true);
        await root.transaction(() => {
          dictionary.put(added);
          change({
            put: (name, key, value) => void tables.get(name)?.put(key, value),
            remove: (name, key) => void tables.get(name)?.remove(key),
          });
        });
        await root.flushed;
      } catch (error) {
        shapes.forget(added);
        throw storeFailure(error);
      }
    },
    async close() {
      await root.close();
      unlock();
    },
  };
}
