/** A period with the digits that a light curve of so many days tells apart, and one more. */
export function periodText(period: number, baseline: number): string {
  const resolution = (period * period) / (20 * baseline);
  return period.toFixed(Math.min(9, Math.max(1, Math.ceil(-Math.log10(resolution)))));
}

/** A chance in words: `0.031`, `2 × 10⁻⁷`. */
export function chanceText(chance: number): string {
  if (!(chance >= 0)) return '–';
  if (chance >= 0.001) return String(Number(chance.toPrecision(2)));
  if (chance < 1e-300) return 'below 10⁻³⁰⁰';
  const power = Math.floor(Math.log10(chance));
  return `${Math.round(chance / 10 ** power)} × 10${superscript(power)}`;
}

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function superscript(power: number): string {
  const digits = [...String(Math.abs(power))].map((digit) => raised[Number(digit)] ?? '').join('');
  return `${power < 0 ? '⁻' : ''}${digits}`;
}
