import type { LeastSquaresProblem, LeastSquaresResult } from '#domain/fit/least-squares.ts';
import { invertSymmetric } from '#domain/fit/symmetric.ts';

/** Time of the highest flux within a span, and that flux; undefined where it lies at an end: no maximum. */
export function peakOf(
  flux: (mjd: number) => number,
  span: { readonly from: number; readonly to: number },
  near?: number,
): { readonly mjd: number; readonly flux: number } | undefined {
  const from = near === undefined ? span.from : near - 8;
  const to = near === undefined ? span.to : near + 8;
  const count = near === undefined ? 1700 : 64;
  const step = (to - from) / count;
  let best = 0;
  for (let i = 1; i <= count; i++) if (flux(from + i * step) > flux(from + best * step)) best = i;
  if (best === 0 || best === count) return undefined;
  const mjd = goldenSection(flux, from + (best - 1) * step, from + (best + 1) * step);
  return { mjd, flux: flux(mjd) };
}

const golden = (Math.sqrt(5) - 1) / 2;
const turnsAtMost = 200;

function goldenSection(value: (at: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let inner = high - golden * (high - low);
  let outer = low + golden * (high - low);
  let [atInner, atOuter] = [value(inner), value(outer)];
  // Bounded: where numbers are far apart, halves stop becoming smaller.
  for (let turn = 0; turn < turnsAtMost && high - low > 1e-7; turn++) {
    if (atInner >= atOuter) {
      [high, outer, atOuter] = [outer, inner, atInner];
      inner = high - golden * (high - low);
      atInner = value(inner);
    } else {
      [low, inner, atInner] = [inner, outer, atOuter];
      outer = low + golden * (high - low);
      atOuter = value(outer);
    }
  }
  return (low + high) / 2;
}

export interface Spread {
  /** 1σ of a parameter; undefined where the data do not tell it. */
  errorOf(index: number): number | undefined;
  /** True for a parameter that the fit pressed against its bound. */
  isHeld(index: number): boolean;
  /** 1σ of a function of the parameters, to first order. */
  errorOfFunction(measure: (parameters: Float64Array) => number): number | undefined;
}

/**
 * How far the parameters of a fit may be off. Parameters at a bound are held there: they have no error, and the others have the one
 * that they have with those fixed.
 */
export function spreadOf(
  { parameters, information }: LeastSquaresResult,
  { lower, upper }: Pick<LeastSquaresProblem, 'lower' | 'upper'>,
  scale: number,
): Spread {
  const size = parameters.length;
  const isHeld = (i: number): boolean => {
    const [value = 0, low = 0, high = 0] = [parameters[i], lower[i], upper[i]];
    const close = 1e-9 * Math.max(1, high - low);
    return value - low <= close || high - value <= close;
  };
  const free = Array.from(parameters.keys()).filter((i) => !isHeld(i));
  const part = Float64Array.from(free.flatMap((row) => free.map((column) => information[row * size + column] ?? 0)));
  const own = invertSymmetric(part, free.length);
  const of = (row: number, column: number): number => (own?.[row * free.length + column] ?? Number.NaN) * scale ** 2;
  const errorOf = (index: number): number | undefined => {
    const at = free.indexOf(index);
    const error = at < 0 ? Number.NaN : Math.sqrt(of(at, at));
    return Number.isFinite(error) ? error : undefined;
  };
  return {
    errorOf,
    isHeld,
    errorOfFunction(measure) {
      const slopes = free.map((i) => slopeOf(measure, { parameters, lower, upper }, i, errorOf(i)));
      let variance = 0;
      slopes.forEach((a, row) => {
        slopes.forEach((b, column) => {
          variance += a * b * of(row, column);
        });
      });
      return variance >= 0 ? Math.sqrt(variance) : undefined;
    },
  };
}

function slopeOf(
  measure: (parameters: Float64Array) => number,
  within: { readonly parameters: Float64Array } & Pick<LeastSquaresProblem, 'lower' | 'upper'>,
  index: number,
  error: number | undefined,
): number {
  const value = within.parameters[index] ?? Number.NaN;
  const step = Math.min(0.05 * (error ?? Number.NaN), 0.02 * Math.max(Math.abs(value), 0.5));
  const at = (shift: number): { value: number; measured: number } => {
    const moved = Float64Array.from(within.parameters);
    moved[index] = Math.min(within.upper[index] ?? 0, Math.max(within.lower[index] ?? 0, value + shift));
    return { value: moved[index] ?? Number.NaN, measured: measure(moved) };
  };
  const [high, low] = [at(step), at(-step)];
  return (high.measured - low.measured) / (high.value - low.value);
}
