import { fixed, rounded } from '#domain/object/format-value.ts';

/** A fitted value as it is shown: to two digits of its error; without one to `decimals`. */
export function fittedText(
  fitted: { readonly value: number; readonly error: number | undefined } | undefined,
  decimals = 2,
): string {
  if (fitted === undefined || !Number.isFinite(fitted.value)) return '–';
  const { value, error } = rounded(fitted.value, fitted.error ?? Number.NaN, decimals);
  return error === undefined ? value : `${value} ± ${error}`;
}

/** χ²/dof in words: `1.04 (χ² 56.2, 54 dof)`. */
export function chiSquareText(chiSquare: number, freedom: number): string {
  const reduced = chiSquare / freedom;
  return `${fixed(reduced, reduced < 100 ? 2 : 0)} (χ² ${fixed(chiSquare, 1)}, ${freedom} dof)`;
}
