import type { RowBlock } from './row-block.ts';
import { doublesOfRows, readOrder } from './row-order.ts';
export const trends = ['rising', 'fading', 'low_state', 'new_low_state'] as const;
export type Trend = (typeof trends)[number];
const blazarLow = '(CTA) Blazar low state';

export function isTrend(text: string): text is Trend {
  return (trends as readonly string[]).includes(text);
}

interface TrendRule {
  /** The first of them that a row has counts. */
  readonly columns: readonly string[];
  keep(value: number): boolean;
}

/** Which rows a trend keeps; undefined keeps all. */
export const trendRules: Readonly<Record<Trend, TrendRule | undefined>> = {
  rising: { columns: ['d:mag_rate'], keep: (rate) => rate < 0 },
  fading: { columns: ['d:mag_rate'], keep: (rate) => rate > 0 },
  // m0 is the older of the two statistics: an alert has the one or the other.
  new_low_state: { columns: ['d:blazar_stats_m0', 'd:blazar_stats_instantness_low'], keep: (value) => value >= 1 },
  low_state: undefined,
};

/** Rows of a block that a trend keeps, in the order in which they were read. */
export function rowsOfTrend(block: RowBlock, { columns, keep }: TrendRule): number[] {
  const values = columns.map((column) => doublesOfRows(block, column));
  return readOrder(block).filter((row) => {
    const held = values.find((ofColumn) => !Number.isNaN(ofColumn[row]));
    return keep(held?.[row] ?? Number.NaN);
  });
}

/** The words of the API for a trend that doesn't fit, or undefined. */
export function trendRefusal(trend: string, className: string): string | undefined {
  const margin = `\n${' '.repeat(8)}`;
  if (!isTrend(trend)) {
    return `${margin}${trend} is not a valid trend.${margin}Trend must be among: rising, fading, low_state, new_low_state${margin}`;
  }
  if (!trend.endsWith('low_state') || className === blazarLow) return undefined;
  return `${margin}${trend} trend is only implemented for the \`${blazarLow}\` class.${margin}${className} class can accept trend among: rising, fading.${margin}`;
}
