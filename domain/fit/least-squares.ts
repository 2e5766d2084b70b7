import { invertSymmetric, solveSymmetric } from './symmetric.ts';

export interface LeastSquaresProblem {
  /** Fills `out` with the residuals (model − data, weighted or not) of the parameters. */
  residuals(parameters: Float64Array, out: Float64Array): void;
  readonly count: number;
  readonly start: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** `soft-l1`: squares up to a residual of about 1, then its size: outliers pull less. Default: plain squares. */
  readonly loss?: 'squares' | 'soft-l1';
  /** Steps at most; default 200. */
  readonly iterations?: number;
}

/** Why the search ended: the cost no longer falls, the step no longer moves, nothing points downhill, or the budget is spent. */
export type FitEnd = 'cost' | 'step' | 'gradient' | 'budget';

export interface LeastSquaresResult {
  readonly parameters: Float64Array;
  /** Residuals at the solution, without the loss. */
  readonly residuals: Float64Array;
  /**
   * (JᵀJ)⁻¹ of the solution, rows after each other, not yet scaled by the scatter of the data; undefined where the data do not
   * constrain every parameter.
   */
  readonly covariance: Float64Array | undefined;
  /** JᵀJ itself, for a covariance of some of the parameters with the others held. */
  readonly information: Float64Array;
  readonly cost: number;
  readonly iterations: number;
  readonly end: FitEnd;
}

const costTolerance = 1e-10;
const stepTolerance = 1e-11;
const gradientTolerance = 1e-11;
const mostDamping = 1e14;

interface State {
  readonly parameters: Float64Array;
  readonly residuals: Float64Array;
  readonly cost: number;
}

interface Normal {
  readonly matrix: Float64Array;
  readonly gradient: Float64Array;
}

/**
 * Least squares within bounds by the Levenberg–Marquardt method: parameters at a bound that want beyond it are held, steps are cut at the
 * bounds, derivatives are one-sided differences. One turn of the generator is one step, so that whoever runs it can stop between them.
 * @throws {RangeError} for bounds that do not hold the start, and for fewer residuals than parameters.
 */
export function* leastSquaresSteps(problem: LeastSquaresProblem): Generator<number, LeastSquaresResult> {
  checkProblem(problem);
  const { iterations = 200 } = problem;
  let state = stateAt(problem, Float64Array.from(problem.start));
  let damping = 1e-3;
  for (let step = 1; step <= iterations; step++) {
    yield step;
    const normal = normalAt(problem, state);
    const free = freeParameters(problem, state.parameters, normal.gradient);
    if (free.every((i) => Math.abs(normal.gradient[i] ?? 0) <= gradientTolerance))
      return resultOf(problem, state, { iterations: step, end: 'gradient' });
    let next: State | undefined;
    while (next === undefined && damping <= mostDamping) {
      const trial = trialAt(problem, { state, normal, free, damping });
      if (trial !== undefined && trial.cost < state.cost) next = trial;
      else damping *= 4;
    }
    if (next === undefined) return resultOf(problem, state, { iterations: step, end: 'step' });
    damping = Math.max(damping / 9, 1e-14);
    const previous = state;
    state = next;
    if (previous.cost - next.cost <= costTolerance * previous.cost)
      return resultOf(problem, state, { iterations: step, end: 'cost' });
    if (moved(previous.parameters, next.parameters) <= stepTolerance)
      return resultOf(problem, state, { iterations: step, end: 'step' });
  }
  return resultOf(problem, state, { iterations, end: 'budget' });
}

/** All steps at once. */
export function leastSquares(problem: LeastSquaresProblem): LeastSquaresResult {
  const steps = leastSquaresSteps(problem);
  for (;;) {
    const turn = steps.next();
    if (turn.done) return turn.value;
  }
}

/** The steps with other work let in between them: `pause` is awaited before each, and the signal looked at. @throws the signal's reason. */
export async function leastSquaresInTurns(
  problem: LeastSquaresProblem,
  options: { readonly pause: () => Promise<void>; readonly signal?: AbortSignal },
): Promise<LeastSquaresResult> {
  const steps = leastSquaresSteps(problem);
  for (;;) {
    options.signal?.throwIfAborted();
    const turn = steps.next();
    if (turn.done) return turn.value;
    await options.pause();
  }
}

function checkProblem({ start, lower, upper, count }: LeastSquaresProblem): void {
  const isInside = start.every((value, i) => value >= (lower[i] ?? Number.NaN) && value <= (upper[i] ?? Number.NaN));
  if (!isInside || lower.length !== start.length || upper.length !== start.length)
    throw new RangeError('The start of a fit must lie within its bounds.');
  if (count < start.length) throw new RangeError('A fit needs at least as many residuals as parameters.');
}

function stateAt(problem: LeastSquaresProblem, parameters: Float64Array): State {
  const residuals = new Float64Array(problem.count);
  problem.residuals(parameters, residuals);
  let cost = 0;
  for (const residual of residuals) cost += lossOf(problem, residual * residual);
  return { parameters, residuals, cost: Number.isFinite(cost) ? cost / 2 : Number.POSITIVE_INFINITY };
}

function lossOf({ loss }: LeastSquaresProblem, square: number): number {
  return loss === 'soft-l1' ? 2 * (Math.sqrt(1 + square) - 1) : square;
}

/** JᵀJ and Jᵀr of the loss (its Gauss–Newton approximation: Triggs et al. 2000, eq. 10). */
function normalAt(problem: LeastSquaresProblem, { parameters, residuals }: State): Normal {
  const size = parameters.length;
  const columns = Array.from(parameters, (_, i) => derivative(problem, { parameters, residuals }, i));
  const matrix = new Float64Array(size * size);
  const gradient = new Float64Array(size);
  for (let at = 0; at < residuals.length; at++) {
    const residual = residuals[at] ?? 0;
    const t = problem.loss === 'soft-l1' ? 1 + residual * residual : 1;
    const slope = 1 / Math.sqrt(t);
    const bend = slope / t;
    for (let i = 0; i < size; i++) {
      const own = columns[i]?.[at] ?? 0;
      gradient[i] = (gradient[i] ?? 0) + slope * residual * own;
      for (let k = 0; k <= i; k++)
        matrix[i * size + k] = (matrix[i * size + k] ?? 0) + bend * own * (columns[k]?.[at] ?? 0);
    }
  }
  for (let i = 0; i < size; i++) for (let k = 0; k < i; k++) matrix[k * size + i] = matrix[i * size + k] ?? 0;
  return { matrix, gradient };
}

const differenceScale = Math.sqrt(Number.EPSILON);

function derivative(
  problem: LeastSquaresProblem,
  { parameters, residuals }: Omit<State, 'cost'>,
  index: number,
): Float64Array {
  const value = parameters[index] ?? 0;
  const wanted = differenceScale * Math.max(1, Math.abs(value));
  const isInside = value + wanted <= (problem.upper[index] ?? Number.POSITIVE_INFINITY);
  const shifted = Float64Array.from(parameters);
  shifted[index] = value + (isInside ? wanted : -wanted);
  const step = (shifted[index] ?? 0) - value;
  const out = new Float64Array(problem.count);
  problem.residuals(shifted, out);
  for (let at = 0; at < out.length; at++) out[at] = ((out[at] ?? 0) - (residuals[at] ?? 0)) / step;
  return out;
}

/** Parameters that are not held at a bound by a gradient that points beyond it. */
function freeParameters(
  { lower, upper }: LeastSquaresProblem,
  parameters: Float64Array,
  gradient: Float64Array,
): number[] {
  return Array.from(parameters.keys()).filter((i) => {
    const value = parameters[i] ?? 0;
    const slope = gradient[i] ?? 0;
    return !((value <= (lower[i] ?? 0) && slope > 0) || (value >= (upper[i] ?? 0) && slope < 0));
  });
}

function trialAt(
  problem: LeastSquaresProblem,
  at: { readonly state: State; readonly normal: Normal; readonly free: readonly number[]; readonly damping: number },
): State | undefined {
  const { state, normal, free, damping } = at;
  const size = state.parameters.length;
  const matrix = new Float64Array(free.length * free.length);
  const right = new Float64Array(free.length);
  free.forEach((i, row) => {
    right[row] = -(normal.gradient[i] ?? 0);
    free.forEach((k, column) => {
      const value = normal.matrix[i * size + k] ?? 0;
      matrix[row * free.length + column] = row === column ? value * (1 + damping) + Number.MIN_VALUE : value;
    });
  });
  const step = solveSymmetric(matrix, right);
  if (step === undefined) return undefined;
  const parameters = Float64Array.from(state.parameters);
  free.forEach((i, row) => {
    const wanted = (parameters[i] ?? 0) + (step[row] ?? 0);
    parameters[i] = Math.min(Math.max(wanted, problem.lower[i] ?? wanted), problem.upper[i] ?? wanted);
  });
  return stateAt(problem, parameters);
}

/** Largest change relative to the size of a parameter. */
function moved(from: Float64Array, to: Float64Array): number {
  return from.reduce(
    (most, value, i) => Math.max(most, Math.abs((to[i] ?? 0) - value) / Math.max(1, Math.abs(value))),
    0,
  );
}

function resultOf(
  problem: LeastSquaresProblem,
  { parameters, residuals, cost }: State,
  how: { readonly iterations: number; readonly end: FitEnd },
): LeastSquaresResult {
  const { matrix } = normalAt(problem, { parameters, residuals, cost });
  const covariance = invertSymmetric(matrix, parameters.length);
  return { parameters, residuals, cost, covariance, information: matrix, ...how };
}
