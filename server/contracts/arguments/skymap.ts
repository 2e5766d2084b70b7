import { z } from 'zod';
import { needText, numeric, tabular, text } from './atoms.ts';

/** Characters of a map as text: Python writes up to four for a byte. */
const longestMap = 30_000_000;

/** Bytes of a request with a map: JSON doubles the backslashes of Python's text. */
export const skymapBodyBytes = 40 * 1024 * 1024;

const map = z
  .string(needText)
  .min(1, 'it is empty')
  .max(longestMap, `at most ${longestMap} characters are allowed`)
  .optional()
  .meta({
    description:
      "A HEALPix map, flat or multi-order: FITS, gzipped or plain, as text of Python's bytes (b'…') or base64",
    longestText: longestMap,
  });

const days = (most: number) =>
  numeric.refine((value) => value >= 0 && value <= most, `a number of days from 0 to ${most} is needed`);

/** One of `bayestar`, `file` (a name for the same) and `event_name` is needed; a map wins over a name. */
export const skymapArguments = z.object({
  bayestar: map,
  file: map,
  event_name: text
    .max(100, 'at most 100 characters are allowed')
    .optional()
    .describe('Superevent of GraceDB: S190814bv'),
  credible_level: numeric
    .refine((value) => value > 0 && value <= 1, 'a number above 0, and 1 at most, is needed')
    .describe('Share of the probability that the region holds'),
  n_day_before: days(7).default(1).describe('Days before the event, 7 at most'),
  n_day_after: days(14).default(6).describe('Days after the event, 14 at most'),
  'output-format': tabular['output-format'],
  nulls: tabular.nulls,
  ids: tabular.ids,
});
