/** A key of a table, and where the row stands among those of the answer. */
export interface KeyedRow {
  readonly key: string;
  /** Which of the tables it is in. */
  readonly source: number;
  /** Its place in the order in which keys came. */
  readonly at: number;
}

/** Keys that come from one run of a scan are sorted together, and runs are merged while they are read. */
const longestRun = 10_000;

/** Keys and times of many rows, in some forty bytes each, to be given back latest first; rows without a time (NaN) come last. */
export class KeyedRows {
  #bytes = Buffer.allocUnsafeSlow(65_536);
  #ends = new Uint32Array(4096);
  #times = new Float64Array(4096);
  #sources = new Uint8Array(4096);
  #count = 0;
  #used = 0;
  /** Where each run ends. */
  readonly #runs: number[] = [];

  get count(): number {
    return this.#count;
  }

  add(key: string, time: number, source = 0): void {
    const at = this.#count;
    if (at === this.#ends.length) this.#growRows();
    const most = key.length * 3;
    if (this.#used + most > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#used + most));
      this.#bytes.copy(larger, 0, 0, this.#used);
      this.#bytes = larger;
    }
    this.#used += this.#bytes.write(key, this.#used);
    this.#ends[at] = this.#used;
    this.#times[at] = Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
    this.#sources[at] = source;
    this.#count++;
    if (this.#count - (this.#runs.at(-1) ?? 0) >= longestRun) this.#runs.push(this.#count);
  }

  #growRows(): void {
    const length = this.#ends.length * 2;
    const [ends, times, sources] = [new Uint32Array(length), new Float64Array(length), new Uint8Array(length)];
    ends.set(this.#ends);
    times.set(this.#times);
    sources.set(this.#sources);
    [this.#ends, this.#times, this.#sources] = [ends, times, sources];
  }

  keyAt(at: number): string {
    return this.#bytes.toString('utf8', at === 0 ? 0 : this.#ends[at - 1], this.#ends[at]);
  }

  /** Times of the rows of a source, ascending. */
  timesOf(source: number): Float64Array {
    const own = this.#times.subarray(0, this.#count).filter((_, at) => this.#sources[at] === source);
    return own.sort();
  }

  /** All rows, latest first; rows of one time in the order in which they came. */
  *latestFirst(): Generator<KeyedRow> {
    const times = this.#times;
    const isBefore = (a: number, b: number): boolean => {
      const difference = (times[b] ?? 0) - (times[a] ?? 0);
      return difference < 0 || (!(difference > 0) && a < b);
    };
    const heads = [...this.#sortedRuns()];
    const sift = (from: number): void => {
      for (let parent = from; ; ) {
        let first = parent;
        for (const child of [2 * parent + 1, 2 * parent + 2]) {
          const [a, b] = [heads[child], heads[first]];
          if (a !== undefined && b !== undefined && isBefore(headOf(a), headOf(b))) first = child;
        }
        if (first === parent) return;
        const [a, b] = [heads[parent], heads[first]];
        if (a === undefined || b === undefined) return;
        [heads[parent], heads[first]] = [b, a];
        parent = first;
      }
    };
    for (let k = heads.length >> 1; k >= 0; k--) sift(k);
    while (heads.length > 0) {
      const [run] = heads;
      if (run === undefined) return;
      const at = headOf(run);
      yield { key: this.keyAt(at), source: this.#sources[at] ?? 0, at };
      run.next++;
      if (run.next === run.order.length) {
        const last = heads.pop();
        if (last !== undefined && heads.length > 0) heads[0] = last;
      }
      sift(0);
    }
  }

  *#sortedRuns(): Generator<Run> {
    const times = this.#times;
    let from = 0;
    for (const to of [...this.#runs, this.#count]) {
      if (to === from) continue;
      const order = Uint32Array.from({ length: to - from }, (_, k) => from + k);
      order.sort((a, b) => (times[b] ?? 0) - (times[a] ?? 0) || a - b);
      yield { order, next: 0 };
      from = to;
    }
  }
}

interface Run {
  readonly order: Uint32Array;
  next: number;
}

function headOf({ order, next }: Run): number {
  return order[next] ?? 0;
}
