import { type FrequencyGrid, frequencyAt } from './frequency-grid.ts';
import { scaled } from './scaled.ts';

/** Where in four neighbouring frequencies each pass begins, and how far apart those known after it are, in steps of the grid. */
const passes = [
  { offset: 0, every: 4 },
  { offset: 2, every: 2 },
  { offset: 1, every: undefined },
  { offset: 3, every: undefined },
] as const;
const stride = passes.length;

/** Values over a wider grid, before all are known. */
export interface Coarse {
  readonly grid: FrequencyGrid;
  readonly values: Float64Array;
}

interface Known {
  readonly share: number;
  /** Comes once for every fourth, then once for every second frequency. */
  readonly coarse?: Coarse;
}

/** A statistic over a grid in four passes over every fourth frequency: the same work in another order, with something to see early. */
export function* progressively(
  grid: FrequencyGrid,
  over: (part: FrequencyGrid) => Generator<number, Float64Array>,
): Generator<Known, Float64Array> {
  const values = new Float64Array(grid.count);
  for (const [pass, { offset, every }] of passes.entries()) {
    const count = Math.ceil((grid.count - offset) / stride);
    const steps = scaled(
      over({ first: frequencyAt(grid, offset), step: stride * grid.step, count }),
      pass / stride,
      (pass + 1) / stride,
    );
    let step = steps.next();
    for (; !step.done; step = steps.next()) yield { share: step.value };
    for (let k = 0; k < count; k++) values[offset + k * stride] = step.value[k] ?? Number.NaN;
    if (every) yield { share: (pass + 1) / stride, coarse: thinned(grid, values, every) };
  }
  return values;
}

function thinned(grid: FrequencyGrid, values: Float64Array, every: number): Coarse {
  return {
    grid: { first: grid.first, step: every * grid.step, count: Math.ceil(grid.count / every) },
    values: values.filter((_, k) => k % every === 0),
  };
}
