import { PortalError } from '#domain/failure.ts';
import { checkBound, checkKey, compareKeys, mergedRanges } from '#server/ports/keys.ts';
import type { GetOptions, KeyRange, Row, ScanOptions, WideRowStore } from '#server/ports/wide-row-store.ts';
import { type Environment, storeFailure } from './environment.ts';
import { openStore } from './opened-store.ts';
import { rowFromBytes, shapeIdOf } from './row-layout.ts';
import { abortedFailure, cursorOptions, Scan } from './scan.ts';
import type { Projection } from './shape-dictionary.ts';
import { createBatchWriter } from './write-changes.ts';

export interface LmdbStoreOptions {
  /** Folder of the store; a writer makes it, a reader waits for it. */
  readonly path: string;
  readonly readOnly?: boolean;
  /** Opened as by a reader; each write takes the writer's place for its own moment, and fails while another process has it. */
  readonly writesBriefly?: boolean;
  /** Bytes of the cells of a column that are always the same number; used by the writer only, other columns take two bytes more. */
  readonly fixedWidths?: ReadonlyMap<string, number>;
}

const projectionsAtMost = 256;
const keysPerTurn = 512;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Views per set of wanted columns, the most recent ones, so that rows of one shape share their `columns`. */
function createProjections(): (columns: readonly string[] | undefined) => Projection | undefined {
  const known = new Map<string, Projection>();
  return (columns) => {
    if (columns === undefined) return undefined;
    const text = columns.join('\n');
    const found = known.get(text) ?? { wanted: new Set(columns), views: new Map() };
    known.delete(text);
    known.set(text, found);
    if (known.size > projectionsAtMost) known.delete(known.keys().next().value ?? '');
    return found;
  };
}

/**
 * Tables in one LMDB environment: one key a row, cells as they are, in the order of a shared shape. One process may write (a lock file
 * says which), any number may read meanwhile and never wait. A reader may be made before the first ingest: its calls throw
 * `unavailable` until there is data.
 * @throws {PortalError} `unavailable` when another process writes, or the folder can't be written
 */
export function createLmdbStore(options: LmdbStoreOptions): WideRowStore {
  const { path, readOnly = false, writesBriefly = false, fixedWidths = new Map<string, number>() } = options;
  const access = readOnly ? 'read' : writesBriefly ? 'write-briefly' : 'write';
  const projectionOf = createProjections();
  const { environment, ready, close } = openStore({ path, access, fixedWidths });
  const writer = createBatchWriter(environment);
  let scanners = 0;

  const begun = (): (() => void) => {
    scanners++;
    return () => void scanners--;
  };

  const writeAll: WideRowStore['writeAll'] = async (batch, writeOptions) => {
    if (readOnly) throw new PortalError('internal', 'This table store was opened for reading only.');
    await writer.write(batch, writeOptions);
  };

  const getRow = (env: Environment, table: string, key: string, getOptions: GetOptions): Row | undefined => {
    const value = env.table(table)?.getBinary(key);
    const { spent } = getOptions;
    if (spent !== undefined) {
      spent.reads++;
      spent.bytes += value?.length ?? 0;
      spent.rows += value === undefined ? 0 : 1;
    }
    if (value === undefined) return undefined;
    const view = env.view(shapeIdOf(value), projectionOf(getOptions.columns));
    return view.columns.length > 0 || getOptions.columns?.length === 0 ? rowFromBytes(key, value, view) : undefined;
  };

  const scanOf = (table: string, ranges: readonly KeyRange[], scanOptions: ScanOptions): Scan => {
    for (const range of ranges) checkRange(range);
    const projection = projectionOf(scanOptions.columns);
    const merged = mergedRanges(ranges);
    return new Scan({ environment, ready, table, ranges: merged, options: scanOptions, projection, begun });
  };

  const readNames = async (): Promise<string[]> => {
    try {
      await ready();
      return environment().tableNames();
    } catch (error) {
      throw storeFailure(error);
    }
  };

  return {
    async get(table, keys, getOptions = {}) {
      for (const key of keys) checkKey(key);
      if (getOptions.signal?.aborted) throw abortedFailure();
      const over = begun();
      try {
        const rows: (Row | undefined)[] = [];
        for (const [index, key] of keys.entries()) {
          if (index % keysPerTurn === 0) {
            if (index > 0) await nextTurn();
            await ready();
          }
          if (getOptions.signal?.aborted) throw abortedFailure();
          rows.push(getRow(environment(), table, key, getOptions));
        }
        if (keys.length === 0) environment();
        return rows;
      } catch (error) {
        throw storeFailure(error);
      } finally {
        over();
      }
    },
    scan: (table, ranges, scanOptions = {}) => scanOf(table, ranges, scanOptions),
    async exceeds(table, range, rows, { signal, reversed = false } = {}) {
      checkRange(range);
      if (signal?.aborted) throw abortedFailure();
      const over = begun();
      try {
        await ready();
        const { start, end } = range;
        if (end !== undefined && compareKeys(start, end) >= 0) return false;
        const behind = environment()
          .table(table)
          ?.getKeys({ ...cursorOptions(range, reversed), offset: rows, limit: 1 });
        return behind !== undefined && [...behind].length > 0;
      } catch (error) {
        throw storeFailure(error);
      } finally {
        over();
      }
    },
    opensFreely: true,
    visit: (table, ranges, scanOptions, look) => scanOf(table, ranges, scanOptions).visit(look),
    write: (table, rows, writeOptions) => writeAll([{ table, rows }], writeOptions),
    writeAll,
    tables: () => readNames(),
    async ping() {
      await readNames();
    },
    open: () => ({ scanners }),
    close: () => close(writer.over()),
  };
}

function checkRange({ start, end }: KeyRange): void {
  checkBound(start);
  if (end !== undefined) checkBound(end);
}
