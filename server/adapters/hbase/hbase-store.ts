import { PortalError } from '#domain/failure.ts';
import { checkBound, checkKey, keyAfter, mergedRanges } from '#server/ports/keys.ts';
import type { GetOptions, Row, WideRowStore } from '#server/ports/wide-row-store.ts';
import type { Clock } from '#server/resilience/clock.ts';
import { abortedError } from '#server/resilience/deadline.ts';
import { retry } from '#server/resilience/retry.ts';
import { RowReader, rowsOfCellSet } from './cell-set.ts';
import { HbaseScan } from './hbase-scan.ts';
import { rowsOfJson } from './json-rows.ts';
import { isOnlyScannable, multiGetPaths } from './request-paths.ts';
import { garbled } from './rest-failure.ts';
import { createRestHttp, type RestHeaders } from './rest-http.ts';
import { protobuf } from './row-sources.ts';
import { createShapes } from './shapes.ts';
import { createTableSchemas, type TableLayout, unexpected } from './table-schemas.ts';
import { createRowWriter } from './write-rows.ts';

export interface HbaseStoreOptions {
  /** Address of HBase REST, or of a gateway with the path it puts in front. */
  readonly url: string;
  readonly headers?: () => RestHeaders;
  /** PEM text of the authorities to trust instead of those that Node knows. */
  readonly ca?: string | undefined;
  readonly timeoutMs: number;
  /** Tables that are made before the first write where they are missing. */
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
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

const getsAtOnce = 4;
const pathLengthAtMost = 6_000;
const dependency = 'table store';

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

  const readOnce = async (
    path: string,
    isJson: boolean,
    signal?: AbortSignal,
  ): Promise<{ rows: Row[]; bytes: number }> => {
    const accept = isJson ? 'application/json' : protobuf;
    const { status, body } = await http.ask({ method: 'GET', path, accept, signal });
    if (status === 404) return { rows: [], bytes: 0 };
    if (status !== 200) throw unexpected(status);
    const rows = isJson ? rowsOfJson(body, shapes) : rowsOfCellSet(body, new RowReader(shapes));
    return { rows, bytes: body.length };
  };
  const readPath = async (table: string, path: string, signal?: AbortSignal): ReturnType<typeof readOnce> => {
    try {
      return await again(() => readOnce(path, isJsonOnly, signal), signal);
    } catch (error) {
      if (!(error instanceof PortalError)) throw error;
      if (error.kind === 'corrupt' && !isJsonOnly) return await again(() => readOnce(path, true, signal), signal);
      if (error.kind === 'unavailable') {
        schemas.forget(table);
        await schemas.check(table, undefined, signal);
      }
      throw error;
    }
  };

  const scanOne = async (table: string, key: string, getOptions: GetOptions): Promise<Row[]> => {
    for await (const row of scan(table, [{ start: key, end: keyAfter(key) }], getOptions)) return [row];
    return [];
  };

  /** Rows of distinct keys, in no order. */
  const getDistinct = async (table: string, keys: readonly string[], getOptions: GetOptions): Promise<Row[]> => {
    const { columns, signal, spent } = getOptions;
    const plain = keys.filter((key) => !isOnlyScannable(key));
    const paths = multiGetPaths(table, plain, { columns, maxLength: pathLengthAtMost }).reverse();
    const rows: Row[] = [];
    const work = async (): Promise<void> => {
      for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
        const found = await readPath(table, path, signal);
        for (const row of found.rows) rows.push(columns?.length === 0 ? withoutCells(row) : row);
        if (spent) {
          spent.reads++;
          spent.bytes += found.bytes;
          spent.rows += found.rows.length;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(getsAtOnce, paths.length) }, work));
    for (const key of keys) if (isOnlyScannable(key)) rows.push(...(await scanOne(table, key, getOptions)));
    return rows;
  };

  const get: WideRowStore['get'] = async (table, keys, getOptions = {}) => {
    for (const key of keys) checkKey(key);
    const { signal, columns } = getOptions;
    if (signal?.aborted) throw abortedError(signal);
    if (keys.length === 0) return [];
    const over = begun();
    try {
      await again(() => schemas.check(table, columns, signal), signal);
      const wanted = new Set(keys);
      const byKey = new Map<string, Row>();
      for (const row of await getDistinct(table, [...wanted], getOptions)) {
        if (!wanted.has(row.key)) throw garbled('it has a row that nobody asked for');
        byKey.set(row.key, row);
      }
      return keys.map((key) => byKey.get(key));
    } finally {
      over();
    }
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
      prepare: async () => void (await again(() => schemas.check(table, columns, signal), signal)),
      doubt: () => schemas.forget(table),
      again: (work) => again(work, signal),
      begun,
      isJsonOnly,
    });
  };

  /** What rows have now: names and times only. A server that knows no filters for multi-get (2.5) sends values too. */
  const stored = (table: string, keys: readonly string[], signal?: AbortSignal): ReturnType<typeof get> =>
    get(table, keys, signal === undefined ? {} : { signal });
  const writeRows = createRowWriter({ http, schemas, stored, again });

  let made: Promise<void> | undefined;
  const makeTables = async (signal?: AbortSignal): Promise<void> => {
    const present = new Set(await again(() => schemas.names(signal), signal));
    for (const layout of options.layouts ?? []) if (!present.has(layout.name)) await schemas.create(layout, signal);
  };

  const writeAll: WideRowStore['writeAll'] = async (batch, { signal } = {}) => {
    if (options.readOnly === true) throw new PortalError('internal', 'This table store was opened for reading only.');
    if (signal?.aborted) throw abortedError(signal);
    const over = begun();
    try {
      made ??= makeTables(signal).catch((error: unknown) => {
        made = undefined;
        throw error;
      });
      await made;
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

const noColumns: readonly string[] = Object.freeze([]);
const noPlaces = new Int32Array();

const withoutCells = (row: Row): Row => ({ ...row, columns: noColumns, starts: noPlaces, ends: noPlaces });
