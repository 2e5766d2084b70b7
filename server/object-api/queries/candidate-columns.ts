/** What of an object decides whether it is meant, and where it stands. */
export interface Candidate {
  /** Time of the row, by which the latest of an object is known; NaN where there is none. */
  readonly time: number;
  readonly separationDeg: number;
  /** When the object began to vary, NaN where the row doesn't say. */
  readonly began: number;
}

/** Which row tells of an object. */
export interface CandidateRow {
  readonly key: string;
  /** Place of the row in the block, −1 for one that has to be read again. */
  readonly at: number;
  /** Rows that were seen before. */
  readonly order: number;
}

const firstRoom = 1024;
/** Fewer are put in order one by one. */
const fewPlaces = 16;

function grown<T extends Float64Array | Int32Array>(larger: T, values: T): T {
  larger.set(values);
  return larger;
}

/** Candidates by their places, a column for each thing known: an object for each would be garbage by the ten thousand. */
export class CandidateColumns {
  readonly keys: string[] = [];
  times = new Float64Array(firstRoom);
  separationsDeg = new Float64Array(firstRoom);
  began = new Float64Array(firstRoom);
  ats = new Int32Array(firstRoom);
  orders = new Int32Array(firstRoom);

  set(place: number, { time, separationDeg, began }: Candidate, { key, at, order }: CandidateRow): void {
    if (place >= this.times.length) this.#grow();
    this.keys[place] = key;
    this.times[place] = time;
    this.separationsDeg[place] = separationDeg;
    this.began[place] = began;
    this.ats[place] = at;
    this.orders[place] = order;
  }

  #grow(): void {
    const room = this.times.length * 2;
    this.times = grown(new Float64Array(room), this.times);
    this.separationsDeg = grown(new Float64Array(room), this.separationsDeg);
    this.began = grown(new Float64Array(room), this.began);
    this.ats = grown(new Int32Array(room), this.ats);
    this.orders = grown(new Int32Array(room), this.orders);
  }

  /** Puts what is at a place to an earlier one. */
  move(from: number, to: number): void {
    this.keys[to] = this.keys[from] ?? '';
    for (const values of [this.times, this.separationsDeg, this.began, this.ats, this.orders]) {
      values[to] = values[from] ?? 0;
    }
  }

  /** Forgets what is at `count` and behind. */
  cut(count: number): void {
    this.keys.length = count;
  }

  /**
   * Places by distance, then in the order of their rows. Each is first put where its distance stands among evenly filled rings, which leaves
   * few to be compared.
   */
  nearestFirst(places: ArrayLike<number>): Uint32Array {
    const { separationsDeg } = this;
    const count = places.length;
    let farthest = 0;
    for (let k = 0; k < count; k++) farthest = Math.max(farthest, separationsDeg[places[k] ?? 0] ?? 0);
    const rings = Math.max(1, count);
    const area = farthest * farthest;
    const perArea = area > 1e-300 ? (rings - 1) / area : 0;
    const ringOf = (place: number): number => {
      const separation = separationsDeg[place] ?? 0;
      return Math.floor(separation * separation * perArea);
    };
    const ends = new Uint32Array(rings + 1);
    for (let k = 0; k < count; k++) bump(ends, ringOf(places[k] ?? 0) + 1);
    for (let ring = 1; ring <= rings; ring++) ends[ring] = (ends[ring] ?? 0) + (ends[ring - 1] ?? 0);
    const sorted = new Uint32Array(count);
    for (let k = 0; k < count; k++) {
      const place = places[k] ?? 0;
      sorted[bump(ends, ringOf(place))] = place;
    }
    for (let ring = 0, from = 0; ring < rings; ring++) {
      const to = ends[ring] ?? from;
      this.#sort(sorted, from, to);
      from = to;
    }
    return sorted;
  }

  #sort(places: Uint32Array, from: number, to: number): void {
    if (to - from > fewPlaces) {
      places.subarray(from, to).sort((a, b) => this.#compare(a, b));
      return;
    }
    for (let k = from + 1; k < to; k++) {
      const place = places[k] ?? 0;
      let at = k;
      for (; at > from && this.#compare(places[at - 1] ?? 0, place) > 0; at--) places[at] = places[at - 1] ?? 0;
      places[at] = place;
    }
  }

  #compare(a: number, b: number): number {
    const apart = (this.separationsDeg[a] ?? 0) - (this.separationsDeg[b] ?? 0);
    return apart === 0 ? (this.orders[a] ?? 0) - (this.orders[b] ?? 0) : apart;
  }
}

/** Adds one to a number; what it was before. */
function bump(counts: Uint32Array, at: number): number {
  const before = counts[at] ?? 0;
  counts[at] = before + 1;
  return before;
}
