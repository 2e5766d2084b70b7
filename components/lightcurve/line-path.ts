/** A line through points, broken where a height is missing; `at` writes a place as the figure has it. */
export function brokenLine(xs: readonly number[], ys: readonly number[], at: (x: number, y: number) => string): string {
  let path = '';
  let isDown = false;
  for (let k = 0; k < xs.length; k++) {
    const y = ys[k] ?? Number.NaN;
    if (Number.isFinite(y)) path += `${isDown ? 'L' : 'M'}${at(xs[k] ?? 0, y)}`;
    isDown = Number.isFinite(y);
  }
  return path;
}
