/** Nodes of a cubic spline: places (radians), values there, and the derivatives at both ends. */
export interface SplineNodes {
  readonly at: readonly number[];
  readonly values: readonly number[];
  readonly slopes: readonly [first: number, last: number];
}

/** A cubic spline through nodes with given slopes at its ends; beyond them a straight line. */
export function createSpline({ at, values, slopes }: SplineNodes): (x: number) => number {
  const derivatives = slopesAtNodes({ at, values, slopes });
  const last = at.length - 1;
  const nodeOf = (x: number): number => {
    let low = 0;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (x < (at[middle] ?? 0)) high = middle;
      else low = middle;
    }
    return low;
  };
  return (x) => {
    if (x < (at[0] ?? 0)) return (values[0] ?? 0) + slopes[0] * (x - (at[0] ?? 0));
    if (x >= (at[last] ?? 0)) return (values[last] ?? 0) + slopes[1] * (x - (at[last] ?? 0));
    const k = nodeOf(x);
    const width = (at[k + 1] ?? 0) - (at[k] ?? 0);
    const rise = ((values[k + 1] ?? 0) - (values[k] ?? 0)) / width;
    const [left, right] = [derivatives[k] ?? 0, derivatives[k + 1] ?? 0];
    const t = x - (at[k] ?? 0);
    const second = (3 * rise - 2 * left - right) / width;
    const third = (left + right - 2 * rise) / (width * width);
    return (values[k] ?? 0) + t * (left + t * (second + t * third));
  };
}

/** First derivatives at the nodes that make the second ones continuous: a tridiagonal system, solved by elimination. */
function slopesAtNodes({ at, values, slopes }: SplineNodes): number[] {
  const last = at.length - 1;
  const width = (k: number): number => (at[k + 1] ?? 0) - (at[k] ?? 0);
  const rise = (k: number): number => ((values[k + 1] ?? 0) - (values[k] ?? 0)) / width(k);
  const upper: number[] = [0];
  const right: number[] = [slopes[0]];
  for (let k = 1; k < last; k++) {
    const [before, after] = [width(k - 1), width(k)];
    const pivot = 2 * (before + after) - after * (upper[k - 1] ?? 0);
    upper.push(before / pivot);
    right.push((3 * (rise(k - 1) * after + rise(k) * before) - after * (right[k - 1] ?? 0)) / pivot);
  }
  const found = [...right, slopes[1]];
  for (let k = last - 1; k >= 1; k--) found[k] = (right[k] ?? 0) - (upper[k] ?? 0) * (found[k + 1] ?? 0);
  return found;
}
