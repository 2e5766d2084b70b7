import { setImmediate } from 'node:timers/promises';
import { PortalError } from '#domain/failure.ts';
import { keyAfter } from '#server/ports/keys.ts';
import type { KeyRange, PassingRow, Row, ScanOptions } from '#server/ports/wide-row-store.ts';
import { type Environment, storeFailure, type Table } from './environment.ts';
import { rowFromBytes, ShownRow, shapeIdOf } from './row-layout.ts';
import type { View } from './shape.ts';
import type { Projection } from './shape-dictionary.ts';

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
export function cursorOptions({ start, end }: KeyRange, reverse: boolean): CursorOptions {
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

/** Takes a row as it is read; false ends the scan. */
type Take = (key: string, value: Uint8Array, view: View) => boolean;

export function abortedFailure(): PortalError {
  return new PortalError('aborted', 'The request was given up.');
}

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

  /** Shows each row once, as long as `look` returns true; for a scan that nobody iterates over. */
  async visit(look: (row: PassingRow) => boolean): Promise<void> {
    const row = new ShownRow();
    let thrown: { readonly error: unknown } | undefined;
    let isEnded = false;
    const take: Take = (key, value, view) => {
      row.show(key, value, view);
      try {
        isEnded = !look(row);
      } catch (error) {
        thrown = { error };
        isEnded = true;
      }
      return !isEnded;
    };
    try {
      do {
        await this.#turn();
        const environment = this.#input.environment();
        environment.lending(() => this.#readChunk(environment, take));
      } while (!isEnded && this.#left > 0 && this.#pending.length > 0);
    } catch (error) {
      throw storeFailure(error);
    } finally {
      this.#finish();
    }
    if (thrown !== undefined) throw thrown.error;
  }

  /** Waits for the turn in which the next chunk is read. */
  async #turn(): Promise<void> {
    if (this.#chunks > 0) await setImmediate();
    if (this.#input.options.signal?.aborted) throw abortedFailure();
    if (this.#isOver) return;
    this.#begin();
    await this.#input.ready();
  }

  async #refill(): Promise<IteratorResult<Row>> {
    if (this.#isOver) return { done: true, value: undefined };
    try {
      await this.#turn();
      if (this.#isOver) return { done: true, value: undefined };
      const chunk: Row[] = [];
      this.#readChunk(this.#input.environment(), (key, value, view) => {
        chunk.push(rowFromBytes(key, value, view));
        return true;
      });
      this.#chunk = chunk;
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

  #readChunk(environment: Environment, take: Take): void {
    const table = environment.table(this.#input.table);
    if (table === undefined) {
      this.#pending.length = 0;
      return;
    }
    const step: Step = { environment, table, take, wanted: 0, bytesLeft: 0 };
    do {
      const most = this.#chunks++ === 0 ? firstChunkRows : nextChunkRows;
      step.wanted = most;
      step.bytesLeft = chunkBytesAtMost;
      for (let turns = 0; turns < most && step.wanted > 0 && step.bytesLeft > 0 && this.#left > 0; turns++) {
        const range = this.#pending.pop();
        if (range === undefined || !this.#readRange(step, range)) return;
      }
      if (step.wanted < most) return;
    } while (this.#left > 0 && this.#pending.length > 0);
  }

  /** Reads a range until it or the step is at its end; false when nothing more is to be read. */
  #readRange(step: Step, range: KeyRange): boolean {
    const { environment, table, take, bytesLeft } = step;
    const { options, projection } = this.#input;
    const reversed = options.reversed === true;
    let bytes = 0;
    let rows = 0;
    let lastKey: string | undefined;
    let isEnded = false;
    for (const { key, value } of table.getRange(cursorOptions(range, reversed))) {
      bytes += value.length;
      rows++;
      const view = environment.view(shapeIdOf(value), projection);
      lastKey = key;
      if (view.columns.length > 0 || projection?.wanted.size === 0) {
        step.wanted--;
        this.#left--;
        isEnded = !take(key, value, view);
      }
      if (isEnded || step.wanted <= 0 || bytes >= bytesLeft || this.#left <= 0 || rows >= nextChunkRows) break;
      lastKey = undefined;
    }
    if (lastKey !== undefined && this.#left > 0) {
      this.#pending.push(
        reversed ? { start: range.start, end: lastKey } : { start: keyAfter(lastKey), end: range.end },
      );
    }
    step.bytesLeft -= bytes;
    const spent = options.spent;
    if (spent !== undefined) {
      spent.reads++;
      spent.bytes += bytes;
      spent.rows += rows;
    }
    return !isEnded;
  }
}

/** What of a chunk is left to be read, and who takes it. */
interface Step {
  readonly environment: Environment;
  readonly table: Table;
  readonly take: Take;
  /** Rows. */
  wanted: number;
  bytesLeft: number;
}
