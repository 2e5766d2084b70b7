import { PortalError } from '#domain/failure.ts';
import { checkBound, checkKey, mergedRanges } from '#server/ports/keys.ts';
import type { WideRowStore } from '#server/ports/wide-row-store.ts';
import type { Clock } from '#server/resilience/clock.ts';
import { abortedError } from '#server/resilience/deadline.ts';
import { retry } from '#server/resilience/retry.ts';
import { createRowGets } from './hbase-gets.ts';
import { HbaseScan } from './hbase-scan.ts';
import { createRestHttp, type RestHeaders } from './rest-http.ts';
import { createShapes } from './shapes.ts';
import { createTableSchemas, type TableLayout } from './table-schemas.ts';
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
const tablesMadeAtOnce = 4;

/**
 * Tables in HBase, over its REST server. Nothing is kept open between requests but connections; each request has its own deadline and ends
 * with its signal, on the server too. A missing table or family, and an answer that can't be read, is a failure, never an empty result.
 * HBase writes no batch as a whole: tables are written in the order given, rows of a table in the order of their keys.
 * @throws {PortalError} `bad-request` for an address that is none
 */
export function createHbaseStore(options: HbaseStoreOptions): WideRowStore {
  const { clock, random, attempts = 3, maxBodyBytes = 256 << 20, maxRowBytes = 64 << 20, maxSockets = 32 } = options;
  const { url, headers, ca, timeoutMs } = options;
  const http = createRestHttp({ url, headers, ca, timeoutMs, maxBodyBytes, maxSockets, clock });
  const schemas = createTableSchemas(http, clock.nowMs);
  const shapes = createShapes();
  const isJsonOnly = options.form === 'json';
  let scanners = 0;
  let isClosed = false;

  const begun = (): (() => void) => {
    if (isClosed) throw new PortalError('unavailable', 'The table store is closed.', { dependency });
    scanners++;
    return () => void scanners--;
  };
  const again = <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> =>
    retry(work, {
      attempts,
      baseDelayMs: 100,
      maxDelayMs: 2_000,
      clock,
      random,
      ...(signal === undefined ? {} : { signal }),
    });

  let made: Promise<void> | undefined;
  const makeTables = async (): Promise<void> => {
    const present = new Set(await again(() => schemas.names()));
    const missing = (options.layouts ?? []).filter(({ name }) => !present.has(name));
    const work = async (): Promise<void> => {
      for (let layout = missing.pop(); layout !== undefined; layout = missing.pop()) await schemas.create(layout);
    };
    await Promise.all(Array.from({ length: tablesMadeAtOnce }, work));
  };
  /** A writer looks into tables before it writes: they are made before its first call of any kind. */
  const ready = async (signal?: AbortSignal): Promise<void> => {
    if (options.layouts === undefined || options.readOnly === true) return;
    made ??= makeTables().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    await made;
    if (signal?.aborted) throw abortedError(signal);
  };

  const scan: WideRowStore['scan'] = (table, ranges, scanOptions = {}) => {
    for (const { start, end } of ranges) {
      checkBound(start);
      if (end !== undefined) checkBound(end);
    }
    const { signal, columns } = scanOptions;
    return new HbaseScan({
      sources: { http, shapes, maxRowBytes },
      table,
      ranges: mergedRanges(ranges),
      options: scanOptions,
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

  const gets = createRowGets({ http, schemas, shapes, scan, again, isJsonOnly });
  const writeRows = createRowWriter({ http, schemas, stored: gets.names, now: options.now, again });

  const get: WideRowStore['get'] = async (table, keys, getOptions = {}) => {
    for (const key of keys) checkKey(key);
    if (getOptions.signal?.aborted) throw abortedError(getOptions.signal);
    if (keys.length === 0) return [];
    const over = begun();
    try {
      await ready(getOptions.signal);
      return await gets.get(table, keys, getOptions);
    } finally {
      over();
    }
  };

  const writeAll: WideRowStore['writeAll'] = async (batch, { signal } = {}) => {
    if (options.readOnly === true) throw new PortalError('internal', 'This table store was opened for reading only.');
    if (signal?.aborted) throw abortedError(signal);
    const over = begun();
    try {
      await ready(signal);
      await writeRows(batch, signal);
    } finally {
      over();
    }
  };

  return {
    get,
    scan,
    write: (table, rows, writeOptions) => writeAll([{ table, rows }], writeOptions),
    writeAll,
    tables: ({ signal } = {}) => again(() => schemas.names(signal), signal),
    async ping({ signal } = {}) {
      await schemas.names(signal);
    },
    open: () => ({ scanners }),
    async close() {
      isClosed = true;
      http.close();
    },
  };
}
