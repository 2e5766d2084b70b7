import type { ColumnChunk } from 'hyparquet';
import { PortalError } from '#domain/failure.ts';
import { chunkRange, type ReadAt } from './group-bytes.ts';
import { PageStream } from './page-stream.ts';
import { type LeafTrees, PageDecoder, type PageValues } from './page-values.ts';

/** The entries of one column chunk, a page in memory at a time: what was taken is forgotten. */
class Entries {
  readonly allDefined: number;
  readonly #pages: PageStream;
  readonly #decoder: PageDecoder;
  #page: PageValues | undefined;
  #at = 0;
  #valueAt = 0;

  constructor(readAt: ReadAt, trees: LeafTrees, { chunk, utf8 }: { chunk: ColumnChunk; utf8: boolean }) {
    this.#decoder = new PageDecoder(trees, chunk, utf8);
    this.allDefined = this.#decoder.allDefined;
    const { start, end } = chunkRange(chunk);
    this.#pages = new PageStream(readAt, start, end);
  }

  /** Makes an entry ready; false at the end of the chunk. */
  async load(): Promise<boolean> {
    while (!this.isReady) {
      const raw = await this.#pages.next();
      if (raw === undefined) return false;
      const page = this.#decoder.decode(raw.bytes);
      if (page === undefined) continue;
      this.#page = page;
      this.#at = 0;
      this.#valueAt = 0;
    }
    return true;
  }

  get isReady(): boolean {
    return this.#page !== undefined && this.#at < this.#page.entries;
  }

  get definition(): number {
    return this.#page?.definitions?.[this.#at] ?? this.allDefined;
  }

  get repetition(): number {
    return this.#page?.repetitions?.[this.#at] ?? 0;
  }

  /** The value of the entry, null where there is none; the next one is ready then. */
  take(): unknown {
    const isThere = this.definition === this.allDefined;
    this.#at++;
    return isThere ? this.#page?.values[this.#valueAt++] : null;
  }
}

function cutOff(trees: LeafTrees): never {
  const path = trees.slice(1).map(({ element }) => element.name);
  throw new PortalError('corrupt', `the column ${path.join('.')} is cut off`);
}

/** Gives out the values of one column in which nothing repeats. */
export class LeafCursor {
  readonly #trees: LeafTrees;
  readonly #entries: Entries;

  constructor(readAt: ReadAt, trees: LeafTrees, chunk: ColumnChunk) {
    this.#trees = trees;
    this.#entries = new Entries(readAt, trees, { chunk, utf8: false });
  }

  /**
   * The next `count` values, null where there is none.
   * @throws {PortalError} `corrupt` when the column ends before
   */
  async take(count: number): Promise<readonly unknown[]> {
    const entries = this.#entries;
    const taken: unknown[] = [];
    while (taken.length < count) {
      if (!(await entries.load())) cutOff(this.#trees);
      while (entries.isReady && taken.length < count) taken.push(entries.take());
    }
    return taken;
  }
}

/** Gives out the lists of one column with one level of repetition, row by row. */
export class ListCursor {
  readonly #trees: LeafTrees;
  readonly #entries: Entries;
  /** Definition levels from which on the list is there, and an element of it. */
  readonly #listLevel: number;
  readonly #elementLevel: number;
  #row: unknown[] | null | undefined;

  /** `element` is the group that is one element, which may be null and then counts for nothing; absent where elements are values. */
  constructor(
    readAt: ReadAt,
    trees: LeafTrees,
    { chunk, element }: { chunk: ColumnChunk; element?: LeafTrees[number] },
  ) {
    this.#trees = trees;
    this.#entries = new Entries(readAt, trees, { chunk, utf8: true });
    const repeated = trees.findIndex(({ element: own }) => own.repetition_type === 'REPEATED');
    const levelAt = (last: number): number =>
      trees.slice(1, last + 1).filter(({ element: own }) => own.repetition_type !== 'REQUIRED').length;
    this.#listLevel = levelAt(repeated) - 1;
    this.#elementLevel = levelAt(element === undefined ? repeated : trees.indexOf(element));
  }

  /**
   * The lists of the next `count` rows, null where there is none.
   * @throws {PortalError} `corrupt` when the column ends before
   */
  async take(count: number): Promise<readonly (readonly unknown[] | null)[]> {
    const entries = this.#entries;
    const rows: (readonly unknown[] | null)[] = [];
    while (await entries.load()) {
      if (this.#takeReady(rows, count)) return rows;
    }
    if (this.#row !== undefined) rows.push(this.#row);
    this.#row = undefined;
    return rows.length === count ? rows : cutOff(this.#trees);
  }

  /** True when there are `count` rows; only the begin of the next one tells that a row is over. */
  #takeReady(rows: (readonly unknown[] | null)[], count: number): boolean {
    const entries = this.#entries;
    while (entries.isReady) {
      const { definition } = entries;
      if (entries.repetition === 0) {
        if (this.#row !== undefined) rows.push(this.#row);
        this.#row = undefined;
        if (rows.length === count) return true;
        this.#row = definition >= this.#listLevel ? [] : null;
      }
      const value = entries.take();
      if (definition >= this.#elementLevel) this.#row?.push(value);
    }
    return false;
  }
}
