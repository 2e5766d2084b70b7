/**
 * One row of a table of column families. Cells are the broker's own bytes (Java big-endian).
 *
 * `columns` lists the full names (`family:qualifier`) of the cells present, ascending by UTF-8 bytes; rows of the same shape share the very
 * same array, so callers can prepare work per shape once (`Map` keyed by the array). Cell `k` is `bytes[starts[k] .. ends[k])`.
 * `bytes` holds little besides these cells, so it can be copied whole. It may be a view into memory owned by the store: it stays valid until
 * the next turn of the iterator, copy what you keep.
 */
export interface Row {
  readonly key: string;
  /** Cell timestamp of the row, milliseconds since 1970 UTC. */
  readonly timestampMs: number;
  readonly columns: readonly string[];
  readonly bytes: Uint8Array;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
}

/** A row that is there only while it is looked at: all of it may be made anew from the next row on, and when it is asked for. */
export interface PassingRow extends Row {
  /** Writes begin and end of every cell, moved by `base`, as pairs from `pairs[at]` on: cheaper than `starts` and `ends`. */
  boundsInto?(pairs: Int32Array, at: number, base: number): void;
}

/** A row to be written: whole, replacing what was there under the key. A column that is not named has no cell. */
export interface NewRow {
  readonly key: string;
  readonly timestampMs: number;
  readonly cells: Iterable<readonly [column: string, bytes: Uint8Array]>;
}

/** A row to be written may also have the form in which rows are read; rows that share their `columns` are written faster. */
export type WritableRow = NewRow | Row;

/** What is written to one table in one step. */
export interface TableChange {
  readonly table: string;
  readonly rows: Iterable<WritableRow>;
  /** Keys whose rows go away; they go first, so a key that is also written stays. Missing ones are no trouble. */
  readonly removed?: Iterable<string>;
}

/** Keys from `start` (inclusive) to `end` (exclusive), compared as UTF-8 bytes; `end` undefined = to the end of the table. */
export interface KeyRange {
  readonly start: string;
  readonly end?: string;
}

/** Counts what a request cost; adapters add to it, tests and the wide log line read it. */
export interface Spent {
  reads: number;
  bytes: number;
  rows: number;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  readonly spent?: Spent;
}

export interface GetOptions extends ReadOptions {
  /**
   * Full column names wanted; absent = all. Rows come back without the others, and a row that has none of them does not come back
   * (as in HBase). An empty list asks for the keys: every row, without cells.
   */
  readonly columns?: readonly string[];
}

export interface ScanOptions extends GetOptions {
  /** Rows at most, over all ranges together. */
  readonly limit?: number;
  /** Last key first. */
  readonly reversed?: boolean;
}

export interface WriteOptions {
  readonly signal?: AbortSignal;
}

/**
 * Tables of sorted text keys and named cells: HBase on a cluster, LMDB on a laptop.
 * Missing is `undefined`, trouble throws {@link PortalError}, every call takes a signal.
 */
export interface WideRowStore {
  /** Rows in the order of `keys`. */
  get(table: string, keys: readonly string[], options?: GetOptions): Promise<readonly (Row | undefined)[]>;
  /** Rows of all ranges, ascending by key (descending when reversed), each row once; ranges may come in any order and overlap. */
  scan(table: string, ranges: readonly KeyRange[], options?: ScanOptions): AsyncIterable<Row>;
  /**
   * Where a store can show its rows cheaper than give them: the rows of {@link scan}, one call of `look` each; false ends it. A row is
   * valid only during the call. See `visitRows`.
   */
  readonly visit?:
    | ((
        table: string,
        ranges: readonly KeyRange[],
        options: ScanOptions,
        look: (row: PassingRow) => boolean,
      ) => Promise<void>)
    | undefined;
  /** True where beginning a scan anew costs next to nothing: long scans are then read as many short visits, with nothing kept open between. */
  readonly opensFreely?: boolean;
  /**
   * Where a store can pass over rows cheaper than show them: whether a range has more than `rows` of them. They are counted from the side
   * that a scan would begin at: what of them comes from the disk is what is read next.
   */
  readonly exceeds?:
    | ((
        table: string,
        range: KeyRange,
        rows: number,
        options?: Pick<ScanOptions, 'signal' | 'reversed'>,
      ) => Promise<boolean>)
    | undefined;
  /** Resolves when the rows are durable. Atomic: all rows or none. */
  write(table: string, rows: Iterable<WritableRow>, options?: WriteOptions): Promise<void>;
  /** Changes of several tables in one durable, atomic step (where the engine can; HBase: in the order given). */
  writeAll(batch: readonly TableChange[], options?: WriteOptions): Promise<void>;
  tables(options?: ReadOptions): Promise<readonly string[]>;
  /** Throws when the store can't answer; used by readiness. */
  ping(options?: ReadOptions): Promise<void>;
  /** Scans and reads under way, for the isolation tests and metrics. */
  open(): { readonly scanners: number };
  close(): Promise<void>;
}

/** Shows `look` the rows of a scan, in the cheapest way that the store has, until there are no more or `look` says false. */
export async function visitRows(
  store: WideRowStore,
  { table, ranges, options }: { table: string; ranges: readonly KeyRange[]; options: ScanOptions },
  look: (row: PassingRow) => boolean,
): Promise<void> {
  if (store.visit !== undefined) return store.visit(table, ranges, options, look);
  for await (const row of store.scan(table, ranges, options)) if (!look(row)) return;
}

/** The range of all keys that begin with `prefix`. */
export function prefixRange(prefix: string): KeyRange {
  for (let i = prefix.length - 1; i >= 0; i--) {
    const code = prefix.charCodeAt(i);
    if (code < 0x7f) return { start: prefix, end: prefix.slice(0, i) + String.fromCharCode(code + 1) };
  }
  return { start: prefix, end: prefix === '' ? undefined : `${prefix}\u{10ffff}` };
}
