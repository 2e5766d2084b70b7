/** Pairs of numbers that fill the unit square evenly: a lattice of rank one, the same always. */
export const drawCount = 256;
/** Of all odd multipliers the one whose rates lie nearest to those of long random draws (scripts/goldens/derived.py). */
const latticeMultiplier = 235;

const lowTail = 0.02425;

/** Acklam's rational approximation of the normal quantile, relative error below 1.2e-9. */
const tailTop = [
  -7.784894002430293e-3, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const tailBottom = [7.784695709041462e-3, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
const middleTop = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
];
const middleBottom = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
];

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}

/** Value below which a standard normal variable stays with probability `p`, 0 < p < 1. */
export function normalQuantile(p: number): number {
  if (p > 1 - lowTail) return -normalQuantile(1 - p);
  if (p < lowTail) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(tailTop, q) / polynomial(tailBottom, q);
  }
  const q = p - 0.5;
  return (q * polynomial(middleTop, q * q)) / polynomial(middleBottom, q * q);
}

export interface Draws {
  /** Standard normal scores of mean 0 and variance exactly 1. */
  readonly firstNormal: Float64Array;
  readonly secondNormal: Float64Array;
  /** The second coordinate, uniform in (0, 1). */
  readonly secondUniform: Float64Array;
  /** The least of either's normal scores. */
  readonly lowestNormal: number;
  /** Memory for one number a pair, written over at every use. */
  readonly scratch: Float64Array;
}

let made: Draws | undefined;

/** The fixed pairs, made once. */
export function fixedDraws(): Draws {
  made ??= makeDraws();
  return made;
}

function makeDraws(): Draws {
  const uniform = Float64Array.from({ length: drawCount }, (_, index) => (index + 0.5) / drawCount);
  const normal = uniform.map(normalQuantile);
  const spread = Math.sqrt(normal.reduce((sum, score) => sum + score * score, 0) / drawCount);
  const second = (index: number): number => (index * latticeMultiplier) % drawCount;
  return {
    firstNormal: normal.map((score) => score / spread),
    secondNormal: normal.map((_, index) => (normal[second(index)] ?? 0) / spread),
    secondUniform: uniform.map((_, index) => uniform[second(index)] ?? 0),
    lowestNormal: (normal[0] ?? 0) / spread,
    scratch: new Float64Array(drawCount),
  };
}
