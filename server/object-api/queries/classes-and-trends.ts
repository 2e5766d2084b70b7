import type { TableShape } from '#server/storage/surveys/survey-tables.ts';

/** Where alerts of a class are listed: table, and the text that their keys begin with. */
export interface ClassPlace {
  readonly table: TableShape;
  readonly lead: string;
}

const tnsPattern = /^\(TNS\)\s*(.+)$/;
const simbadPattern = /^\(SIMBAD\)\s*(.+)$/;

/** `(TNS) X` is looked up among TNS types, `(SIMBAD) X` is the class `X`, all else is a class by its name. */
export function placeOfClass(name: string, tables: { byClass: TableShape; byTns: TableShape }): ClassPlace {
  const tns = tnsPattern.exec(name)?.[1];
  if (tns !== undefined) return { table: tables.byTns, lead: `${tns}_` };
  const simbad = simbadPattern.exec(name)?.[1];
  return { table: tables.byClass, lead: `${simbad ?? name}_` };
}

export const trends = ['rising', 'fading', 'low_state', 'new_low_state'] as const;
export type Trend = (typeof trends)[number];
const blazarLow = '(CTA) Blazar low state';

export function isTrend(text: string): text is Trend {
  return (trends as readonly string[]).includes(text);
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
