import type { ChartPoint } from '#components/chart/chart-series.ts';
import { fixed, isoFromMjd } from '#domain/object/format-value.ts';

/** `2021-11-22 09:12, MJD 59540.383` */
export function momentText(mjd: number, decimals = 3): string {
  return `${isoFromMjd(mjd).slice(0, 16)}, MJD ${mjd.toFixed(decimals)}`;
}

/** Lines of a read-out over time: band and value with its error, then when. */
export function timeLines(what: string, unit: string, decimals: number) {
  return ({ series, x, y, index }: ChartPoint): readonly string[] => {
    const error = series.kind === 'marks' ? (series.errors?.[index] ?? 0) : 0;
    const spread = error > 0 ? ` ± ${error.toFixed(decimals)}` : '';
    const value = `${fixed(y, decimals)}${spread}${unit}`;
    return [[series.band, what, value].filter((word) => word).join(' '), momentText(x)];
  };
}
