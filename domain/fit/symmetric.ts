/** Lower triangle of the Cholesky factor of a symmetric matrix (rows after each other); undefined where it is not positive definite. */
function choleskyFactor(matrix: Float64Array, size: number): Float64Array | undefined {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column] ?? 0;
      for (let k = 0; k < column; k++) sum -= (factor[row * size + k] ?? 0) * (factor[column * size + k] ?? 0);
      if (row !== column) {
        factor[row * size + column] = sum / (factor[column * size + column] ?? 1);
        continue;
      }
      if (!(sum > 0)) return undefined;
      factor[row * size + row] = Math.sqrt(sum);
    }
  }
  return factor;
}

function solveWith(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    let sum = solution[row] ?? 0;
    for (let k = 0; k < row; k++) sum -= (factor[row * size + k] ?? 0) * (solution[k] ?? 0);
    solution[row] = sum / (factor[row * size + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = solution[row] ?? 0;
    for (let k = row + 1; k < size; k++) sum -= (factor[k * size + row] ?? 0) * (solution[k] ?? 0);
    solution[row] = sum / (factor[row * size + row] ?? 1);
  }
  return solution;
}

/** Solution of `matrix · x = right` for a symmetric positive definite matrix; undefined where it is singular. */
export function solveSymmetric(matrix: Float64Array, right: Float64Array): Float64Array | undefined {
  const factor = choleskyFactor(matrix, right.length);
  return factor === undefined ? undefined : solveWith(factor, right);
}

/** Inverse of a symmetric positive definite matrix, scaled to a unit diagonal on the way; undefined where it is singular. */
export function invertSymmetric(matrix: Float64Array, size: number): Float64Array | undefined {
  const scale = Float64Array.from({ length: size }, (_, i) => Math.sqrt(matrix[i * size + i] ?? 0));
  if (scale.some((value) => !(value > 0))) return undefined;
  const scaled = matrix.map((value, i) => value / ((scale[Math.floor(i / size)] ?? 1) * (scale[i % size] ?? 1)));
  const factor = choleskyFactor(scaled, size);
  if (factor === undefined) return undefined;
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    const solved = solveWith(factor, unit);
    for (let row = 0; row < size; row++)
      inverse[row * size + column] = (solved[row] ?? 0) / ((scale[row] ?? 1) * (scale[column] ?? 1));
  }
  return inverse;
}
