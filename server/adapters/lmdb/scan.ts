import { PortalError } from '#domain/failure.ts';
import { keyAfter } from '#server/ports/keys.ts';
import type { KeyRange, Row, ScanOptions } from '#server/ports/wide-row-store.ts';
import { type Environment, type Projection, storeFailure, type Table } from './environment.ts';
import { rowFromBytes, shapeIdOf } from './row-layout.ts';

const firstChunkRows = 128;
const nextChunkRows = 512;
const chunkBytesAtMost = 1 << 20;

export interface ScanInput {
  /** Called at the first turn; throws where there is no data yet. */
  readonly environment: () => Environment;
  readonly table: string;
  /** Merged, ascending. */
  readonly ranges: readonly KeyRange[];
  readonly options: ScanOptions;
  readonly projection: Projection | undefined;
  /** Makes sure that what is read in this turn is read. */
  readonly ready: () => Promise<void>;
  /** Called at the first turn; the function returned is called once, when the scan is over or given up. */
  readonly begun: () => () => void;
}

/** What LMDB needs to begin behind or at a key, and to stop before it. */
interface CursorOptions {
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly exclusiveStart: boolean;
  readonly inclusiveEnd: boolean;
  readonly reverse: boolean;
}

const isAfter = (bound: string): boolean => bound.charCodeAt(bound.length - 1) === 0;

/** Plain literals on purpose: LMDB reads each option several times a range, which is slow in an object that was put together by spreading. */
function cursorOptions({ start, end }: KeyRange, reverse: boolean): CursorOptions {
  const afterStart = isAfter(start);
  const afterEnd = end !== undefined && isAfter(end);
  const low = afterStart ? start.slice(0, -1) : start;
  const high = afterEnd ? end.slice(0, -1) : end;
  if (!reverse) {
    const rest = { end: high, exclusiveStart: afterStart, inclusiveEnd: afterEnd, reverse };
    if (low === '') return rest;
    return { start: low, end: high, exclusiveStart: afterStart, inclusiveEnd: afterEnd, reverse };
  }
  const exclusiveStart = high !== undefined && !afterEnd;
  if (low === '') return { start: high, exclusiveStart, inclusiveEnd: false, reverse };
  return { start: high, end: low, exclusiveStart, inclusiveEnd: !afterStart, reverse };
}

export function abortedFailure(): PortalError {
  return new PortalError('aborted', 'The request was given up.');
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Rows in chunks: each chunk is read at once within one turn, the next begins behind the last key, so no snapshot outlives a turn and
 * no long scan keeps others waiting.
 */
export class Scan implements AsyncIterableIterator<Row> {
  readonly #input: ScanInput;
  readonly #pending: KeyRange[];
  #left: number;
  #chunk: Row[] = [];
  #at = 0;
  #chunks = 0;
  #release: (() => void) | undefined;
  #isOver = false;

  constructor(input: ScanInput) {
    this.#input = input;
    this.#pending = input.options.reversed ? [...input.ranges] : [...input.ranges].reverse();
    this.#left = input.options.limit ?? Number.POSITIVE_INFINITY;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Row>> {
    const signal = this.#input.options.signal;
    if (signal?.aborted && !this.#isOver) {
      this.#finish();
      return Promise.reject(abortedFailure());
    }
    const row = this.#chunk[this.#at];
    if (row !== undefined) {
      this.#at++;
      return Promise.resolve({ done: false, value: row });
    }
    return this.#refill();
  }

  return(): Promise<IteratorResult<Row>> {
    this.#finish();
    return Promise.resolve({ done: true, value: undefined });
  }

  async #refill(): Promise<IteratorResult<Row>> {
    if (this.#isOver) return { done: true, value: undefined };
    try {
      if (this.#chunks > 0) await nextTurn();
      if (this.#input.options.signal?.aborted) throw abortedFailure();
      if (this.#isOver) return { done: true, value: undefined };
      this.#begin();
      await this.#input.ready();
      this.#readChunk(this.#input.environment());
    } catch (error) {
      this.#finish();
      throw storeFailure(error);
    }
    const row = this.#chunk[0];
    if (row === undefined) {
      this.#finish();
      return { done: true, value: undefined };
    }
    this.#at = 1;
    return { done: false, value: row };
  }

  #begin(): void {
    if (this.#release !== undefined) return;
    const over = this.#input.begun();
    const signal = this.#input.options.signal;
    const onAbort = (): void => this.#release?.();
    signal?.addEventListener('abort', onAbort, { once: true });
    let isReleased = false;
    this.#release = () => {
      if (isReleased) return;
      isReleased = true;
      signal?.removeEventListener('abort', onAbort);
      over();
    };
  }

  #finish(): void {
    this.#isOver = true;
    this.#chunk = [];
    this.#at = 0;
    this.#release?.();
  }

  #readChunk(environment: Environment): void {
    this.#chunk = [];
    const table = environment.table(this.#input.table);
    if (table === undefined) return;
    const wanted = this.#chunks++ === 0 ? firstChunkRows : nextChunkRows;
    let bytes = 0;
    let turns = 0;
    while (this.#chunk.length < wanted && bytes < chunkBytesAtMost && turns < wanted && this.#left > 0) {
      const range = this.#pending.pop();
      if (range === undefined) return;
      turns++;
      bytes += this.#readRange({ environment, table, range, wanted, bytesLeft: chunkBytesAtMost - bytes });
    }
    if (this.#chunk.length === 0 && this.#left > 0 && this.#pending.length > 0) this.#readChunk(environment);
  }

  #readRange(step: {
    environment: Environment;
    table: Table;
    range: KeyRange;
    wanted: number;
    bytesLeft: number;
  }): number {
    const { environment, table, range, wanted, bytesLeft } = step;
    const { options, projection } = this.#input;
    const reversed = options.reversed === true;
    const chunk = this.#chunk;
    let bytes = 0;
    let rows = 0;
    let lastKey: string | undefined;
    for (const { key, value } of table.getRange(cursorOptions(range, reversed))) {
      bytes += value.length;
      rows++;
      const view = environment.view(shapeIdOf(value), projection);
      lastKey = key;
      if (view.columns.length > 0 || projection?.wanted.size === 0) {
        chunk.push(rowFromBytes(key, value, view));
        this.#left--;
      }
      if (chunk.length >= wanted || bytes >= bytesLeft || this.#left <= 0 || rows >= nextChunkRows) break;
      lastKey = undefined;
    }
    if (lastKey !== undefined && this.#left > 0) {
      this.#pending.push(
        reversed ? { start: range.start, end: lastKey } : { start: keyAfter(lastKey), end: range.end },
      );
    }
    const spent = options.spent;
    if (spent !== undefined) {
      spent.reads++;
      spent.bytes += bytes;
      spent.rows += rows;
    }
    return bytes;
  }
}
