import { PortalError } from '#domain/failure.ts';
import { jdFromDateText } from '#domain/time/date-text.ts';
import type { KeyRange } from '#server/ports/wide-row-store.ts';
import { prefixRange } from '#server/ports/wide-row-store.ts';
import { keyTextOf } from '#server/storage/surveys/survey-tables.ts';

/** Days since JD 0 that any alert can have: a date outside finds nothing and is a slip. */
const firstJd = 1_721_425.5;
const lastJd = 5_373_484.5;

/** A date argument as JD. @throws {PortalError} `bad-request` for what is no date, or beyond the years 1 to 9999. */
export function jdArgument(value: string | number | undefined, argument: string, absentJd: number): number {
  if (value === undefined) return absentJd;
  const jd = jdFromDateText(value, argument);
  if (jd >= firstJd && jd <= lastJd) return jd;
  const words = `\`${argument}\` is beyond the years 1 to 9999. Give YYYY-MM-DD[ HH:MM[:SS]], a JD or an MJD.`;
  throw new PortalError('bad-request', words, { argument });
}

const textOfDouble = keyTextOf('double');

/**
 * Keys that begin with `lead`, go on with a time between two (both inclusive), and end in anything.
 * Times of equal integer width compare as text as they do as numbers.
 */
export function timeRange(lead: string, fromTime: number, toTime: number): KeyRange {
  const { end } = prefixRange(lead + textOfDouble(toTime));
  return { start: lead + textOfDouble(fromTime), ...(end === undefined ? {} : { end }) };
}
