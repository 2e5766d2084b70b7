import type { PassingRow, WideRowStore } from '#server/ports/wide-row-store.ts';
import type { CellReader } from '#server/storage/cell-codec.ts';
import type { QueryContext } from './answer-options.ts';
import { type Candidate, CandidateColumns } from './candidate-columns.ts';
import { RowBlock } from './row-block.ts';

export interface CandidateOptions {
  /** Objects wanted. */
  readonly n: number;
  readonly objectId: CellReader<string>;
  /** Whether an object is meant, told by its latest row. */
  readonly keep: (began: number, time: number) => boolean;
  /** Bytes of rows that are kept while there is no telling whether they will be wanted; the others are read again. */
  readonly keptBytes: number;
}

const candidatesAtLeast = 65_536;

/**
 * The nearest objects of a scan, each by its latest row, in memory that depends on how many are wanted and not on how many there are.
 * Beyond {@link candidatesAtLeast} (and four times `n`) the farther half is let go, and nothing as far away comes in any more.
 */
export class Candidates {
  readonly #options: CandidateOptions;
  readonly #block = new RowBlock();
  readonly #columns = new CandidateColumns();
  /** Places by object. */
  #held = new Map<string, number>();
  #bytes = 0;
  #seen = 0;
  #reachDeg = Number.POSITIVE_INFINITY;
  #isCut = false;

  constructor(options: CandidateOptions) {
    this.#options = options;
  }

  /** Whether a row at this distance can still be among the nearest. */
  reaches(separationDeg: number): boolean {
    return separationDeg < this.#reachDeg;
  }

  /** Takes a row in where `look`, which finds it last in the block, says where it stands. */
  offer(row: PassingRow, look: (block: RowBlock, row: PassingRow) => Candidate | undefined): void {
    this.#block.add(row);
    const seen = look(this.#block, row);
    if (seen === undefined || !this.#holds(row, seen)) this.#block.dropLast();
    if (this.#held.size >= Math.max(candidatesAtLeast, 4 * this.#options.n)) this.#letGo();
  }

  /** True when the row is to stay in the block. */
  #holds(row: PassingRow, seen: Candidate): boolean {
    const order = this.#seen++;
    // A row without an object is one of its own.
    const group = this.#options.objectId(row) ?? ` ${order}`;
    const held = this.#held.get(group);
    if (held !== undefined && !(seen.time > (this.#columns.times[held] ?? Number.NaN))) return false;
    const place = held ?? this.#held.size;
    if (held === undefined) this.#held.set(group, place);
    const isKept = this.#bytes < this.#options.keptBytes;
    if (isKept) this.#bytes += row.bytes.length;
    this.#columns.set(place, seen, { key: row.key, order, at: isKept ? this.#block.rows.length - 1 : -1 });
    return isKept;
  }

  #letGo(): void {
    const columns = this.#columns;
    const sorted = columns.nearestFirst(Uint32Array.from(this.#held.values()));
    const near = sorted.subarray(0, sorted.length >> 1);
    const isNear = new Uint8Array(sorted.length);
    for (const place of near) isNear[place] = 1;
    this.#reachDeg = columns.separationsDeg[near.at(-1) ?? 0] ?? 0;
    const held = new Map<string, number>();
    // Places ascend in the order in which they were given, so none is written over before it was moved.
    for (const [group, place] of this.#held) {
      if (isNear[place] !== 1) continue;
      columns.move(place, held.size);
      held.set(group, held.size);
    }
    columns.cut(held.size);
    this.#held = held;
    this.#isCut = true;
  }

  /** The places of the `n` nearest, and whether there were more. */
  nearest(): { readonly places: Uint32Array; readonly isCut: boolean } {
    const { n, keep } = this.#options;
    const { began, times } = this.#columns;
    const meant: number[] = [];
    for (let place = 0; place < this.#held.size; place++) {
      if (keep(began[place] ?? Number.NaN, times[place] ?? Number.NaN)) meant.push(place);
    }
    const places = this.#columns.nearestFirst(meant).subarray(0, n);
    return { places, isCut: this.#isCut || meant.length > n };
  }

  /** The row that tells of the object at a place. */
  keyOf(place: number): string {
    return this.#columns.keys[place] ?? '';
  }

  /** The rows of places in their order; those that aren't kept are read again, and one that is gone is left out with its distance. */
  async rows(
    places: Uint32Array,
    from: { readonly store: WideRowStore; readonly table: string; readonly columns: readonly string[] | undefined },
    context: QueryContext,
  ): Promise<{ readonly block: RowBlock; readonly separations: readonly number[] }> {
    const block = this.#block;
    const { ats, keys, separationsDeg } = this.#columns;
    const missing: string[] = [];
    for (const place of places) if ((ats[place] ?? -1) < 0) missing.push(this.keyOf(place));
    const again = new Map<string, number>();
    if (missing.length > 0) {
      const options = { signal: context.signal, ...(from.columns === undefined ? {} : { columns: from.columns }) };
      for (const row of await from.store.get(from.table, missing, options)) {
        if (row === undefined) continue;
        again.set(row.key, block.rows.length);
        block.add(row);
      }
    }
    const read = block.rows.slice();
    block.rows.length = 0;
    const separations: number[] = [];
    for (const place of places) {
      const at = ats[place] ?? -1;
      const row = read[at >= 0 ? at : (again.get(keys[place] ?? '') ?? -1)];
      if (row === undefined) continue;
      block.rows.push(row);
      separations.push(separationsDeg[place] ?? Number.NaN);
    }
    return { block, separations };
  }
}
