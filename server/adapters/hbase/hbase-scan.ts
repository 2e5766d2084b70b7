import { PortalError } from '#domain/failure.ts';
import { compareKeys, keyAfter } from '#server/ports/keys.ts';
import type { KeyRange, Row, ScanOptions } from '#server/ports/wide-row-store.ts';
import { abortedError } from '#server/resilience/deadline.ts';
import { garbled } from './rest-failure.ts';
import type { RowMemories, RowMemory } from './row-memory.ts';
import {
  jsonSource,
  multiRangeSource,
  type RowSource,
  type SourceDeps,
  type SourceRequest,
  statelessSource,
} from './row-sources.ts';

/** Ranges that are read one after the other; more are one scan with seeks. */
const rangesApartAtMost = 2;
/** Ranges that a reversed scan reads forwards at a time, to give their rows backwards. */
const reversedBlock = 128;

export interface HbaseScanInput {
  readonly sources: Omit<SourceDeps, 'onBytes' | 'memory'>;
  /** For rows that are only looked at. */
  readonly memories: RowMemories;
  readonly table: string;
  /** Merged, ascending. */
  readonly ranges: readonly KeyRange[];
  readonly options: ScanOptions;
  /** Checks table and families; throws what is wrong with them. */
  readonly prepare: () => Promise<void>;
  /** Called when a read failed; throws when the table is why. */
  readonly doubt: () => Promise<void>;
  /** Repeats what fails in a passing way. */
  readonly again: <T>(work: () => Promise<T>) => Promise<T>;
  readonly begun: () => () => void;
  readonly isJsonOnly: boolean;
}

interface Leg {
  readonly source: RowSource;
  /** How many of the ranges left it reads: the first ones, or the last when reversed. */
  readonly covers: number;
  /** Its rows come ascending and are turned round when all are there. */
  readonly turns: boolean;
}

/**
 * Rows of any ranges, leg after leg. After a failure the scan goes on behind the last row it had, so a server that comes back in the
 * middle costs neither rows nor doubles; after an answer that can't be read it goes on in JSON.
 */
export class HbaseScan implements AsyncIterableIterator<Row> {
  readonly #input: HbaseScanInput;
  readonly #reversed: boolean;
  #ranges: KeyRange[];
  #left: number;
  #rows: readonly Row[] = [];
  #at = 0;
  #leg: Leg | undefined;
  #memory: RowMemory | undefined;
  #release: (() => void) | undefined;
  #isOver = false;
  #isJson: boolean;

  constructor(input: HbaseScanInput) {
    this.#input = input;
    this.#reversed = input.options.reversed === true;
    this.#ranges = [...input.ranges];
    this.#left = input.options.limit ?? Number.POSITIVE_INFINITY;
    this.#isJson = input.isJsonOnly;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Row>> {
    const { signal } = this.#input.options;
    if (signal?.aborted && !this.#isOver) {
      this.#finish();
      return Promise.reject(abortedError(signal));
    }
    const row = this.#rows[this.#at];
    if (row === undefined) return this.#refill();
    this.#at++;
    return Promise.resolve({ done: false, value: row });
  }

  return(): Promise<IteratorResult<Row>> {
    this.#finish();
    return Promise.resolve({ done: true, value: undefined });
  }

  /** Shows each row once, as long as `look` returns true; for a scan that nobody iterates over. */
  async visit(look: (row: Row) => boolean): Promise<void> {
    const { options, memories } = this.#input;
    const { signal } = options;
    const memory = memories.take();
    this.#memory = memory;
    try {
      for (;;) {
        if (signal?.aborted) throw abortedError(signal);
        memory.clear();
        const { done } = await this.#refill();
        if (done === true) return;
        for (const row of this.#rows) if (!look(row)) return;
      }
    } finally {
      this.#finish();
      memories.give(memory);
    }
  }

  async #refill(): Promise<IteratorResult<Row>> {
    if (this.#isOver) return { done: true, value: undefined };
    try {
      if (this.#release === undefined) {
        this.#begin();
        await this.#input.prepare();
      }
      this.#at = 0;
      do {
        this.#rows = this.#left > 0 && this.#ranges.length > 0 ? await this.#read() : [];
      } while (this.#rows.length === 0 && this.#left > 0 && this.#ranges.length > 0 && !this.#isOver);
    } catch (error) {
      this.#finish();
      throw error;
    }
    const row = this.#rows[0];
    if (row === undefined || this.#isOver) {
      this.#finish();
      return { done: true, value: undefined };
    }
    this.#at = 1;
    return { done: false, value: row };
  }

  async #read(): Promise<readonly Row[]> {
    try {
      return await this.#input.again(() => this.#turn());
    } catch (error) {
      if (!(error instanceof PortalError) || error.kind !== 'corrupt' || this.#isJson) throw error;
      this.#isJson = true;
      return await this.#input.again(() => this.#turn());
    }
  }

  /** Rows of one piece of the leg under way; what is read is taken off the ranges and the limit. */
  async #turn(): Promise<readonly Row[]> {
    this.#leg ??= this.#nextLeg();
    const leg = this.#leg;
    if (leg === undefined) return [];
    try {
      const found = leg.turns ? await everythingOf(leg.source) : await leg.source.next();
      const rows = found === undefined ? [] : this.#accepted(leg.turns ? [...found].reverse() : found);
      if (found === undefined || leg.turns || this.#left <= 0) this.#endLeg(leg);
      return rows;
    } catch (error) {
      leg.source.close();
      this.#leg = undefined;
      if (error instanceof PortalError && (error.kind === 'unavailable' || error.kind === 'upstream-failed')) {
        await this.#input.doubt();
      }
      throw error;
    }
  }

  #endLeg(leg: Leg): void {
    leg.source.close();
    this.#leg = undefined;
    const kept = this.#ranges.length - leg.covers;
    this.#ranges = this.#reversed ? this.#ranges.slice(0, kept) : this.#ranges.slice(leg.covers);
  }

  #nextLeg(): Leg | undefined {
    // HBase takes a range that ends where it begins for that one row.
    this.#ranges = this.#ranges.filter(({ start, end }) => end === undefined || compareKeys(start, end) < 0);
    if (this.#ranges.length === 0) return undefined;
    const { sources, table, options } = this.#input;
    const onBytes = (bytes: number): void => {
      if (options.spent) options.spent.bytes += bytes;
    };
    if (options.spent) options.spent.reads++;
    const deps: SourceDeps = { ...sources, onBytes, memory: this.#memory };
    const { columns, signal } = options;
    const request: SourceRequest = { table, columns, limit: this.#left, signal, isJson: this.#isJson };
    const reversed = this.#reversed;
    if (this.#ranges.length <= rangesApartAtMost) {
      const range = { ...((reversed ? this.#ranges.at(-1) : this.#ranges[0]) ?? { start: '' }), reversed };
      const source = this.#isJson ? jsonSource(deps, request, range) : statelessSource(deps, request, range);
      return { source, covers: 1, turns: false };
    }
    if (!reversed)
      return { source: multiRangeSource(deps, request, this.#ranges), covers: this.#ranges.length, turns: false };
    const block = this.#ranges.slice(-reversedBlock);
    const all = { ...request, limit: Number.POSITIVE_INFINITY };
    return { source: multiRangeSource(deps, all, block), covers: block.length, turns: true };
  }

  /**
   * The rows that are within the ranges left, in order; the ranges then begin behind the last of them. The leg keeps its own count of
   * ranges, so ranges that are used up stay as empty ones until it ends.
   */
  #accepted(found: readonly Row[]): readonly Row[] {
    const { columns, spent } = this.#input.options;
    const reversed = this.#reversed;
    const rows: Row[] = [];
    let at = reversed ? this.#ranges.length - 1 : 0;
    let last: string | undefined;
    for (const row of found) {
      if (this.#left <= 0) break;
      if (last !== undefined && (reversed ? compareKeys(row.key, last) >= 0 : compareKeys(row.key, last) <= 0))
        throw garbled('its rows are out of order');
      last = row.key;
      at = this.#placeOf(row.key, at);
      const range = this.#ranges[at];
      if (range === undefined) break;
      if (!isWithin(row.key, range)) continue;
      rows.push(columns?.length === 0 ? { ...row, columns: noColumns, starts: noPlaces, ends: noPlaces } : row);
      this.#left--;
    }
    if (last !== undefined) this.#clip(last);
    if (spent) spent.rows += rows.length;
    return rows;
  }

  /** The first range, from `at` on, that could still hold `key`. */
  #placeOf(key: string, at: number): number {
    let place = at;
    for (let range = this.#ranges[place]; range !== undefined; range = this.#ranges[place]) {
      if (
        this.#reversed ? compareKeys(key, range.start) >= 0 : range.end === undefined || compareKeys(key, range.end) < 0
      )
        break;
      place += this.#reversed ? -1 : 1;
    }
    return place;
  }

  /** Takes everything up to `last` off the ranges; used up ones become empty, so that the leg's count stays right. */
  #clip(last: string): void {
    const step = this.#reversed ? -1 : 1;
    for (let at = this.#reversed ? this.#ranges.length - 1 : 0; ; at += step) {
      const range = this.#ranges[at];
      if (range === undefined) return;
      const { start, end } = range;
      if (this.#reversed) {
        if (end !== undefined && compareKeys(end, last) <= 0) return;
        this.#ranges[at] = { start, end: compareKeys(start, last) < 0 ? last : start };
      } else {
        const next = keyAfter(last);
        if (compareKeys(start, next) >= 0) return;
        const isUsedUp = end !== undefined && compareKeys(end, next) <= 0;
        this.#ranges[at] = isUsedUp ? { start: end, end } : { start: next, ...(end === undefined ? {} : { end }) };
      }
    }
  }

  #begin(): void {
    const over = this.#input.begun();
    const { signal } = this.#input.options;
    const onAbort = (): void => {
      this.#leg?.source.close();
      this.#release?.();
    };
    let isReleased = false;
    this.#release = () => {
      if (isReleased) return;
      isReleased = true;
      signal?.removeEventListener('abort', onAbort);
      over();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) throw abortedError(signal);
  }

  #finish(): void {
    this.#isOver = true;
    this.#rows = [];
    this.#at = 0;
    this.#leg?.source.close();
    this.#leg = undefined;
    this.#release?.();
  }
}

const noColumns: readonly string[] = Object.freeze([]);
const noPlaces = new Int32Array();

const isWithin = (key: string, { start, end }: KeyRange): boolean =>
  compareKeys(key, start) >= 0 && (end === undefined || compareKeys(key, end) < 0);

async function everythingOf(source: RowSource): Promise<Row[]> {
  const rows: Row[] = [];
  for (let found = await source.next(); found !== undefined; found = await source.next()) rows.push(...found);
  return rows;
}
