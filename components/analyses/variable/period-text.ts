/** A period with the digits that a light curve of so many days tells apart, and one more. */
export function periodText(period: number, baseline: number): string {
  const resolution = (period * period) / (20 * baseline);
  return period.toFixed(Math.min(9, Math.max(1, Math.ceil(-Math.log10(resolution)))));
}

/** A chance in words: `0.031`, `2e-7`. */
export function chanceText(chance: number): string {
  if (!(chance >= 0)) return '–';
  if (chance >= 0.001) return String(Number(chance.toPrecision(2)));
  return chance < 1e-300 ? 'below 1e-300' : chance.toExponential(0);
}
