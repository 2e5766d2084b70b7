import type { HarmonicSums } from './harmonic-sums.ts';
import type { CentredSamples } from './samples.ts';

/** How many harmonics all bands share, and how many each has of its own; not both zero. */
export interface Terms {
  readonly base: number;
  readonly band: number;
}

/** Added to the diagonal of the band columns, as a share of the trace: which part of a signal is common is not determined without. */
const bandRegularisation = 1e-6;

/** A pivot this much smaller than its diagonal is rounding: its column says nothing new and is left out. */
const pivotFloor = 1e-13;

interface Column {
  /** −1: all bands. */
  readonly band: number;
  readonly harmonic: number;
  readonly isSine: boolean;
}

/** Columns in the order constant, sin 1, cos 1, … of the base, then of each band. */
export function columnsOf({ base, band }: Terms, bands: number): readonly Column[] {
  const block = (of: number, harmonics: number): Column[] => [
    { band: of, harmonic: 0, isSine: false },
    ...Array.from({ length: harmonics }, (_, k) => [
      { band: of, harmonic: k + 1, isSine: true },
      { band: of, harmonic: k + 1, isSine: false },
    ]).flat(),
  ];
  return [...block(-1, base), ...Array.from({ length: bands }, (_, b) => block(b, band)).flat()];
}

/** Normal equations of the flexible multi-band model at one frequency, factored. */
export interface Design {
  readonly columns: readonly Column[];
  /** Σ over the columns of y: filled by `load`. */
  readonly right: Float64Array;
  /** Reads the sums: matrix, its factor, and the right side. */
  load(): void;
  /** rᵀM⁻¹r for a right side: how much χ² the model takes away. */
  explained(right: Float64Array): number;
  /** M⁻¹r. */
  solve(right: Float64Array): Float64Array;
}

/**
 * The "flexible" model of VanderPlas & Ivezić (2015, ApJ 812, 18): a Fourier series common to all bands and one a band, both with a
 * constant, the band part regularised. All of it follows from the sums of each band by the product-to-sum rules.
 */
export function createDesign(samples: CentredSamples, terms: Terms, sums: HarmonicSums): Design {
  const columns = columnsOf(terms, samples.bands);
  const size = columns.length;
  const factor = new Float64Array(size * size);
  const right = new Float64Array(size);
  const scratch = new Float64Array(size);
  const plan = planOf(columns, sums.harmonics, samples.bands);
  const isOfBand = Uint8Array.from(columns, ({ band }) => Number(band >= 0));
  const load = () => {
    fillMatrix(plan, sums, factor);
    fillRight(plan, sums, right);
    regularise(isOfBand, factor);
    factorise(factor, size);
  };
  const forward = (from: Float64Array, out: Float64Array) => {
    for (let row = 0; row < size; row++) {
      let sum = from[row] ?? 0;
      for (let k = 0; k < row; k++) sum -= (factor[row * size + k] ?? 0) * (out[k] ?? 0);
      out[row] = sum / (factor[row * size + row] ?? 1);
    }
  };
  return {
    columns,
    right,
    load,
    explained(from) {
      forward(from, scratch);
      let sum = 0;
      for (let k = 0; k < size; k++) sum += (scratch[k] ?? 0) ** 2;
      return sum;
    },
    solve(from) {
      const solution = new Float64Array(size);
      forward(from, solution);
      for (let row = size - 1; row >= 0; row--) {
        let sum = solution[row] ?? 0;
        for (let k = row + 1; k < size; k++) sum -= (factor[k * size + row] ?? 0) * (solution[k] ?? 0);
        solution[row] = sum / (factor[row * size + row] ?? 1);
      }
      return solution;
    },
  };
}

/** Terms of the matrix and of the right side, one after the other: where each goes, and which sums it is made of. */
interface Plan {
  readonly to: Int32Array;
  /** 1: of the sine sums. */
  readonly isSine: Uint8Array;
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly lowSign: Float64Array;
  readonly highSign: Float64Array;
  readonly rightTo: Int32Array;
  readonly rightIsSine: Uint8Array;
  readonly rightFrom: Int32Array;
}

interface Element {
  readonly to: number;
  readonly band: number;
  readonly isSine: boolean;
  readonly low: number;
  readonly high: number;
  readonly lowSign: number;
  readonly highSign: number;
}

/** sin a cos b = ½(sin(a+b) + sin(a−b)); sin a sin b = ½(cos(a−b) − cos(a+b)); cos a cos b = ½(cos(a−b) + cos(a+b)). */
function elementsOf(columns: readonly Column[], bands: number): readonly Element[] {
  return columns.flatMap((a, row) =>
    columns.slice(0, row + 1).flatMap((b, column) => {
      const shared = a.band < 0 ? b.band : b.band < 0 || b.band === a.band ? a.band : undefined;
      if (shared === undefined) return [];
      const of = shared < 0 ? Array.from({ length: bands }, (_, band) => band) : [shared];
      const isSine = a.isSine !== b.isSine;
      const sineFirst = a.isSine ? a.harmonic - b.harmonic : b.harmonic - a.harmonic;
      const lowSign = (isSine && sineFirst < 0 ? -1 : 1) / 2;
      const highSign = (a.isSine && b.isSine ? -1 : 1) / 2;
      const [low, high] = [Math.abs(a.harmonic - b.harmonic), a.harmonic + b.harmonic];
      return of.map((band) => ({ to: row * columns.length + column, band, isSine, low, high, lowSign, highSign }));
    }),
  );
}

function planOf(columns: readonly Column[], harmonics: number, bands: number): Plan {
  const width = 2 * harmonics + 1;
  const elements = elementsOf(columns, bands);
  // The values have no weighted mean in any band: constants have nothing to explain.
  const right = columns.flatMap(({ band, harmonic, isSine }, row) => {
    if (harmonic === 0) return [];
    const of = band >= 0 ? [band] : Array.from({ length: bands }, (_, b) => b);
    return of.map((b) => ({ row, isSine, from: b * harmonics + harmonic - 1 }));
  });
  return {
    to: Int32Array.from(elements, ({ to }) => to),
    isSine: Uint8Array.from(elements, ({ isSine }) => Number(isSine)),
    low: Int32Array.from(elements, ({ band, low }) => band * width + low),
    high: Int32Array.from(elements, ({ band, high }) => band * width + high),
    lowSign: Float64Array.from(elements, ({ lowSign }) => lowSign),
    highSign: Float64Array.from(elements, ({ highSign }) => highSign),
    rightTo: Int32Array.from(right, ({ row }) => row),
    rightIsSine: Uint8Array.from(right, ({ isSine }) => Number(isSine)),
    rightFrom: Int32Array.from(right, ({ from }) => from),
  };
}

function fillMatrix(plan: Plan, { cos, sin }: HarmonicSums, matrix: Float64Array): void {
  const { to, isSine, low, high, lowSign, highSign } = plan;
  matrix.fill(0);
  for (let k = 0; k < to.length; k++) {
    const of = isSine[k] === 1 ? sin : cos;
    const sum = (lowSign[k] ?? 0) * (of[low[k] ?? 0] ?? 0) + (highSign[k] ?? 0) * (of[high[k] ?? 0] ?? 0);
    const at = to[k] ?? 0;
    matrix[at] = (matrix[at] ?? 0) + sum;
  }
}

function fillRight({ rightTo, rightIsSine, rightFrom }: Plan, { yCos, ySin }: HarmonicSums, right: Float64Array): void {
  right.fill(0);
  for (let k = 0; k < rightTo.length; k++) {
    const row = rightTo[k] ?? 0;
    const of = rightIsSine[k] === 1 ? ySin : yCos;
    right[row] = (right[row] ?? 0) + (of[rightFrom[k] ?? 0] ?? 0);
  }
}

function regularise(isOfBand: Uint8Array, matrix: Float64Array): void {
  const size = isOfBand.length;
  let trace = 0;
  for (let k = 0; k < size; k++) trace += matrix[k * size + k] ?? 0;
  for (let k = 0; k < size; k++) {
    const at = k * size + k;
    if (isOfBand[k] === 1) matrix[at] = (matrix[at] ?? 0) + trace * bandRegularisation;
  }
}

/** Lower Cholesky factor in place. A column that says nothing new gets an infinite pivot, so that its share becomes zero. */
function factorise(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      const at = row * size + column;
      const whole = matrix[at] ?? 0;
      let sum = whole;
      for (let k = 0; k < column; k++) sum -= (matrix[row * size + k] ?? 0) * (matrix[column * size + k] ?? 0);
      if (row !== column) matrix[at] = sum / (matrix[column * size + column] ?? 1);
      else matrix[at] = sum > whole * pivotFloor ? Math.sqrt(sum) : Number.POSITIVE_INFINITY;
    }
  }
}
