import { PortalError } from '#domain/failure.ts';
import { jdFromDateText } from '#domain/time/date-text.ts';
import type { KeyRange, Row } from '#server/ports/wide-row-store.ts';
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

/** 2019-11-01, the first night that the tables have: where dates begin that nobody gave. */
export const firstNightJd = 2_458_788.5;

const textOfDouble = keyTextOf('double');

/** Where to look for rows of an interval, and which of the rows there are meant. */
export interface TimeScan {
  readonly ranges: readonly KeyRange[];
  /** Whole days of them: all rows there are meant. */
  readonly inner: KeyRange;
  keep(row: Pick<Row, 'key'>): boolean;
}

/**
 * Rows whose keys begin with `lead`, go on with a time between two (both inclusive), and end in `_` and anything.
 * As text `…5_` comes behind `…51_`, so the range reaches to the end of the last day, and each row tells for itself.
 */
export function timeScan(lead: string, fromTime: number, toTime: number): TimeScan {
  const { end } = prefixRange(`${lead}${Math.floor(toTime)}`);
  return {
    // Times of a later day than the first and an earlier one than the last: days have seven digits, so they sort as text.
    inner: { start: `${lead}${Math.floor(fromTime) + 1}`, end: `${lead}${Math.floor(toTime)}` },
    ranges: [{ start: lead + textOfDouble(fromTime), ...(end === undefined ? {} : { end }) }],
    keep({ key }) {
      const time = Number.parseFloat(key.slice(lead.length));
      return time >= fromTime && time <= toTime;
    },
  };
}
