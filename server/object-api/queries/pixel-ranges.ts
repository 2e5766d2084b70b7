import { rangesOfPixels } from '#domain/healpix/disc.ts';
import type { KeyRange } from '#server/ports/wide-row-store.ts';
import { keyRange, type SurveyTables } from '#server/storage/surveys/survey-tables.ts';

/** Runs of pixels of equally many digits, so that their texts sort as their numbers do. */
function runsOfEqualDigits(first: number, last: number): readonly (readonly [first: number, last: number])[] {
  const border = 10 ** String(first).length;
  return last < border ? [[first, last]] : [[first, border - 1], ...runsOfEqualDigits(border, last)];
}

/**
 * Key ranges that hold all rows of the pixels, and few others: one range a run of consecutive pixels.
 *
 * Between the texts of a run lie those of shorter numbers (`12_` between `119_` and `120_`: a tenth more) and of longer ones; a run whose
 * numbers could be the beginnings of longer ones is read pixel by pixel. The caller leaves out rows by their position.
 */
export function keyRangesOfPixels({ pixels: table, pixelNside }: SurveyTables, pixels: readonly number[]): KeyRange[] {
  const largest = 12 * pixelNside * pixelNside - 1;
  return rangesOfPixels(pixels).flatMap((run) =>
    runsOfEqualDigits(run.first, run.last).flatMap(([first, last]) => {
      if (first * 10 <= largest) {
        return Array.from({ length: last - first + 1 }, (_, k) => keyRange(table, first + k));
      }
      return [{ start: keyRange(table, first).start, end: keyRange(table, last).end }];
    }),
  );
}
