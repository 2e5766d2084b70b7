import type { PixelRange } from '#domain/healpix/disc.ts';
import { type KeyRange, prefixRange } from '#server/ports/wide-row-store.ts';
import { keyPrefix, keyRange, keyTextOf, type SurveyTables } from '#server/storage/surveys/survey-tables.ts';

/** An interval of the time that follows the pixel in a key, both ends included; either may be infinite. */
export interface KeyTimes {
  readonly from: number;
  readonly to: number;
  /** Digits before the point that all times of the table have: among those, text order is the order of time. */
  readonly digits: number;
}

const textOfDouble = keyTextOf('double');

function timesOfPixel(lead: string, { from, to, digits }: KeyTimes): KeyRange {
  const whole = prefixRange(lead);
  const least = 10 ** (digits - 1);
  const start = from < least ? whole.start : lead + textOfDouble(from);
  // As text `…5_` comes behind `…51_`, so the range reaches to the end of the last day; each row tells for itself.
  const end = to >= least * 10 ? whole.end : prefixRange(`${lead}${Math.floor(to)}`).end;
  return { start, ...(end === undefined ? {} : { end }) };
}

/**
 * Key ranges that hold all rows of the pixels and no others, in as few pieces as the order of text allows.
 *
 * Behind the texts of pixels …0 to …9 comes that of the pixel without the last digit (`12_` behind `129_`), so a piece stays within ten; and
 * a pixel whose number is the beginning of longer ones is a piece of its own (`13` comes before `130…`, but behind those `13_`).
 * With `times`, the rows of those times and others of the same last day, a piece a pixel.
 */
export function keyRangesOfPixels(
  { pixels: table, pixelNside }: SurveyTables,
  runs: readonly PixelRange[],
  times?: KeyTimes,
): KeyRange[] {
  const largest = 12 * pixelNside * pixelNside - 1;
  const ranges: KeyRange[] = [];
  for (const { first, last } of runs) {
    for (let pixel = first; pixel <= last; ) {
      const isBeginning = pixel * 10 <= largest;
      const end = isBeginning || times !== undefined ? pixel : Math.min(last, pixel - (pixel % 10) + 9);
      if (times !== undefined) ranges.push(timesOfPixel(keyPrefix(table, pixel), times));
      else ranges.push({ start: keyRange(table, pixel).start, end: keyRange(table, end).end });
      pixel = end + 1;
    }
  }
  return ranges;
}
