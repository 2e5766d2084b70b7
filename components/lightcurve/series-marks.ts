import type { Series } from './lightcurve-figure.ts';
import type { MarkKind } from './marker-paths.ts';

/** One mark of a figure, in the units of its axes. */
export interface SeriesMark {
  /** Of the light curve. */
  readonly row: number;
  readonly kind: MarkKind;
  readonly x: number;
  readonly y: number;
  readonly error: number;
}

/** The marks of some series, in order of time. */
export function marksOf(series: readonly Series[]): SeriesMark[] {
  return series
    .flatMap(({ kind, row, x, y, error }) =>
      row.map((at, k) => ({
        row: at,
        kind,
        x: x[k] ?? Number.NaN,
        y: y[k] ?? Number.NaN,
        error: error[k] ?? Number.NaN,
      })),
    )
    .sort((a, b) => a.row - b.row);
}
