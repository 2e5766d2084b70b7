import type { ChartPoint } from '#components/chart/chart-series.ts';
import { fixed, isoFromMjd } from '#domain/object/format-value.ts';

/** Lines of a read-out over time: band and value with its error, then when. */
export function timeLines(what: string, unit: string, decimals: number) {
  return ({ series, x, y, index }: ChartPoint): readonly string[] => {
    const error = series.kind === 'marks' ? (series.errors?.[index] ?? 0) : 0;
    const spread = error > 0 ? ` ± ${error.toFixed(decimals)}` : '';
    const value = `${fixed(y, decimals)}${spread}${unit}`;
    return [
      [series.band, what, value].filter((word) => word).join(' '),
      `${isoFromMjd(x).slice(0, 16)}, MJD ${x.toFixed(3)}`,
    ];
  };
}
