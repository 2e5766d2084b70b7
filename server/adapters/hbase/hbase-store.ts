import { PortalError } from '#domain/failure.ts';
import { checkKey, checkKeyRange, mergedRanges } from '#server/ports/keys.ts';
import type { KeyRange, ScanOptions, WideRowStore } from '#server/ports/wide-row-store.ts';
import type { Clock } from '#server/resilience/clock.ts';
import { abortedError } from '#server/resilience/deadline.ts';
import { retry } from '#server/resilience/retry.ts';
import { RowReader } from './cell-set.ts';
import { createRowGets } from './hbase-gets.ts';
import { HbaseScan } from './hbase-scan.ts';
import { createRestHttp, type RestHeaders } from './rest-http.ts';
import { createRowMemories } from './row-memory.ts';
import type { SourceDeps } from './row-sources.ts';
import { createShapes } from './shapes.ts';
import { createTableMaking } from './table-making.ts';
import { createTableSchemas, type TableLayout, type TableSchemas } from './table-schemas.ts';
import { createRowWriter } from './write-rows.ts';

export interface HbaseStoreOptions {
  /** Address of HBase REST, or of a gateway with the path it puts in front. */
  readonly url: string;
  readonly headers?: () => RestHeaders;
  /** PEM text of the authorities to trust instead of those that Node knows. */
  readonly ca?: string | undefined;
  readonly timeoutMs: number;
  /** Tables that are made, where they are missing, before anything is read or written. */
  readonly layouts?: readonly TableLayout[];
  readonly readOnly?: boolean;
  readonly maxSockets?: number;
  readonly maxBodyBytes?: number;
  readonly maxRowBytes?: number;
  /** Calls at most for what fails in a passing way. */
  readonly attempts?: number;
  /** `json` reads everything as JSON, `protobuf` only what can't be read otherwise. */
  readonly form?: 'protobuf' | 'json';
  readonly clock: Clock;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

const dependency = 'table store';

/** Counts what is under way, and refuses more once the store is closed. */
function createDoor() {
  let open = 0;
  let isClosed = false;
  return {
    open: () => open,
    close(): void {
      isClosed = true;
    },
    enter(): () => void {
      if (isClosed) throw new PortalError('unavailable', 'The table store is closed.', { dependency });
      open++;
      return () => void open--;
    },
    async within<T>(work: () => Promise<T>): Promise<T> {
      const leave = this.enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}

interface ScanDeps {
  readonly sources: Omit<SourceDeps, 'onBytes' | 'memory'>;
  readonly schemas: TableSchemas;
  readonly again: <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;
  readonly ready: (signal?: AbortSignal) => Promise<void>;
  readonly begun: () => () => void;
  readonly isJsonOnly: boolean;
}

type NewScan = (table: string, ranges: readonly KeyRange[], options?: ScanOptions) => HbaseScan;

function createScan({ sources, schemas, again, ready, begun, isJsonOnly }: ScanDeps): NewScan {
  const memories = createRowMemories();
  return (table, ranges, options = {}) => {
    for (const range of ranges) checkKeyRange(range);
    const { signal, columns } = options;
    return new HbaseScan({
      sources,
      memories,
      table,
      ranges: mergedRanges(ranges),
      options,
      prepare: async () => {
        await ready(signal);
        await again(() => schemas.check(table, columns, signal), signal);
      },
      doubt: async () => {
        schemas.forget(table);
        await schemas.check(table, columns, signal);
      },
      again: (work) => again(work, signal),
      begun,
      isJsonOnly,
    });
  };
}

/** Repeats what fails in a passing way. */
function createRetrying({ attempts = 3, clock, random }: HbaseStoreOptions) {
  const pauses = { baseDelayMs: 100, maxDelayMs: 2_000 };
  return <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> =>
    retry(work, { attempts, ...pauses, clock, random, ...(signal === undefined ? {} : { signal }) });
}

/**
 * Tables in HBase, over its REST server. Nothing is kept open between requests but connections; each request has its own deadline and ends
 * with its signal, on the server too. A missing table or family, and an answer that can't be read, is a failure, never an empty result.
 * HBase writes no batch as a whole: tables are written in the order given, rows of a table in the order of their keys.
 * @throws {PortalError} `bad-request` for an address that is none
 */
export function createHbaseStore(options: HbaseStoreOptions): WideRowStore {
  const {
    clock,
    maxBodyBytes = 256 << 20,
    maxRowBytes = 64 << 20,
    maxSockets = 32,
    layouts,
    readOnly = false,
  } = options;
  const http = createRestHttp({ ...options, maxBodyBytes, maxSockets });
  const schemas = createTableSchemas(http, clock.nowMs);
  const shapes = createShapes();
  const reader = new RowReader(shapes);
  const isJsonOnly = options.form === 'json';
  const door = createDoor();
  const again = createRetrying(options);
  // A writer looks into tables before it writes: they are made before its first call of any kind.
  const ready = layouts === undefined || readOnly ? async () => {} : createTableMaking({ schemas, again, layouts });
  const sources = { http, shapes, reader, maxRowBytes };
  const scan = createScan({ sources, schemas, again, ready, begun: () => door.enter(), isJsonOnly });
  const gets = createRowGets({ http, schemas, shapes, reader, scan, again, isJsonOnly });
  const writeRows = createRowWriter({ http, schemas, stored: gets.names, now: options.now, again });

  const get: WideRowStore['get'] = async (table, keys, getOptions = {}) => {
    const { signal } = getOptions;
    for (const key of keys) checkKey(key);
    if (signal?.aborted) throw abortedError(signal);
    if (keys.length === 0) return [];
    return door.within(async () => {
      await ready(signal);
      return gets.get(table, keys, getOptions);
    });
  };

  const writeAll: WideRowStore['writeAll'] = async (batch, { signal } = {}) => {
    if (readOnly) throw new PortalError('internal', 'This table store was opened for reading only.');
    if (signal?.aborted) throw abortedError(signal);
    await door.within(async () => {
      await ready(signal);
      await writeRows(batch, signal);
    });
  };

  return {
    get,
    scan,
    visit: (table, ranges, scanOptions, look) => scan(table, ranges, scanOptions).visit(look),
    write: (table, rows, writeOptions) => writeAll([{ table, rows }], writeOptions),
    writeAll,
    tables: ({ signal } = {}) => again(() => schemas.names(signal), signal),
    async ping({ signal } = {}) {
      await schemas.names(signal);
    },
    open: () => ({ scanners: door.open() }),
    async close() {
      door.close();
      http.close();
    },
  };
}
