import { PortalError } from '#domain/failure.ts';
import { checkKeyRange, mergedRanges } from '#server/ports/keys.ts';
import type { KeyRange, ScanOptions, WideRowStore } from '#server/ports/wide-row-store.ts';
import { storeFailure } from './environment.ts';
import { createLookups } from './lookups.ts';
import { openStore } from './opened-store.ts';
import { Scan } from './scan.ts';
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

  const scanOf = (table: string, ranges: readonly KeyRange[], scanOptions: ScanOptions): Scan => {
    for (const range of ranges) checkKeyRange(range);
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
    ...createLookups({ environment, ready, projectionOf, begun }),
    scan: (table, ranges, scanOptions = {}) => scanOf(table, ranges, scanOptions),
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
