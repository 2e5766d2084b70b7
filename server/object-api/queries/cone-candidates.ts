import type { PassingRow, WideRowStore } from '#server/ports/wide-row-store.ts';
import type { CellReader } from '#server/storage/cell-codec.ts';
import type { QueryContext } from './answer-options.ts';
import { RowBlock } from './row-block.ts';

/** What of an object decides whether it is meant, and where it stands. */
export interface Candidate {
  readonly key: string;
  /** Time of the row, by which the latest of an object is known; NaN where there is none. */
  readonly time: number;
  readonly separationDeg: number;
  /** When the object began to vary, NaN where the row doesn't say. */
  readonly began: number;
  /** Place of the row in the block, −1 for one that has to be read again. */
  readonly at: number;
  readonly order: number;
}

export interface CandidateOptions {
  /** Objects wanted. */
  readonly n: number;
  readonly objectId: CellReader<string>;
  /** Whether an object is meant, told by its latest row. */
  readonly keep: (candidate: Candidate) => boolean;
  /** Bytes of rows that are kept while there is no telling whether they will be wanted; the others are read again. */
  readonly keptBytes: number;
}

const candidatesAtLeast = 65_536;

const byDistance = (a: Candidate, b: Candidate): number => a.separationDeg - b.separationDeg || a.order - b.order;

/**
 * The nearest objects of a scan, each by its latest row, in memory that depends on how many are wanted and not on how many there are.
 * Beyond {@link candidatesAtLeast} (and four times `n`) the farther half is let go, and nothing as far away comes in any more.
 */
export class Candidates {
  readonly #options: CandidateOptions;
  readonly #block = new RowBlock();
  #held = new Map<string, Candidate>();
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

  add(row: PassingRow, seen: Pick<Candidate, 'time' | 'separationDeg' | 'began'>): void {
    const order = this.#seen++;
    // A row without an object is one of its own.
    const group = this.#options.objectId(row) ?? ` ${order}`;
    const held = this.#held.get(group);
    if (held !== undefined && !(seen.time > held.time)) return;
    let at = -1;
    if (this.#bytes < this.#options.keptBytes) {
      at = this.#block.rows.length;
      this.#block.add(row);
      this.#bytes += row.bytes.length;
    }
    const { time, separationDeg, began } = seen;
    this.#held.set(group, { key: row.key, order, at, time, separationDeg, began });
    if (this.#held.size >= Math.max(candidatesAtLeast, 4 * this.#options.n)) this.#letGo();
  }

  #letGo(): void {
    const sorted = [...this.#held].sort((a, b) => byDistance(a[1], b[1]));
    const kept = sorted.slice(0, sorted.length >> 1);
    this.#reachDeg = kept.at(-1)?.[1].separationDeg ?? 0;
    this.#held = new Map(kept);
    this.#isCut = true;
  }

  /** The `n` nearest, and whether there were more. */
  nearest(): { readonly candidates: readonly Candidate[]; readonly isCut: boolean } {
    const { n, keep } = this.#options;
    const meant = [...this.#held.values()].filter(keep);
    return { candidates: nearestOf(meant, n), isCut: this.#isCut || meant.length > n };
  }

  /** The rows of `candidates` in their order; those that aren't kept are read again, and one that is gone is left out with its distance. */
  async rows(
    candidates: readonly Candidate[],
    from: { readonly store: WideRowStore; readonly table: string; readonly columns: readonly string[] | undefined },
    context: QueryContext,
  ): Promise<{ readonly block: RowBlock; readonly separations: readonly number[] }> {
    const block = this.#block;
    const missing = candidates.filter(({ at }) => at < 0).map(({ key }) => key);
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
    for (const { at, key, separationDeg } of candidates) {
      const row = read[at >= 0 ? at : (again.get(key) ?? -1)];
      if (row === undefined) continue;
      block.rows.push(row);
      separations.push(separationDeg);
    }
    return { block, separations };
  }
}

/** Numbers are sorted far faster than objects: each candidate is put where its distance stands, then only equal ones are left to sort. */
function nearestOf(candidates: readonly Candidate[], n: number): readonly Candidate[] {
  const distances = new Float64Array(candidates.length);
  for (const [at, { separationDeg }] of candidates.entries()) distances[at] = separationDeg;
  distances.sort();
  const farthest = distances[Math.min(n, distances.length) - 1] ?? Number.NEGATIVE_INFINITY;
  const near = new Array<Candidate>(candidates.length);
  let count = 0;
  const taken = new Uint32Array(candidates.length);
  for (const candidate of candidates) {
    if (candidate.separationDeg > farthest) continue;
    const first = firstNotBelow(distances, candidate.separationDeg);
    const before = taken[first] ?? 0;
    taken[first] = before + 1;
    near[first + before] = candidate;
    count++;
  }
  near.length = count;
  return near.sort(byDistance).slice(0, n);
}

/** Index of the first of ascending `values` that is not below `value`. */
function firstNotBelow(values: Float64Array, value: number): number {
  let from = 0;
  let to = values.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((values[middle] ?? value) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
