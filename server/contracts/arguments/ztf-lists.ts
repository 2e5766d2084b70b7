import { z } from 'zod';
import { date, flag, id, longCount, needText, numeric, tabular, text, textOrNumber } from './atoms.ts';

/** As the API writes it: `2021-10-22 09:19:49 00`, from the left as far as known; dashes and colons may be left out. */
const trackletDate = /^\d{4}(-?\d{2}(-?\d{2}( \d{2}(:?\d{2}(:?\d{2}( \d{2})?)?)?)?)?)?$/;

/** `id` wins over `date`; one of them is needed. */
export const trackletArguments = z.object({
  date: text
    .regex(trackletDate, 'YYYY-MM-DD[ hh[:mm[:ss[ NN]]]] is needed')
    .optional()
    .describe('When satellites or debris were seen, UTC: YYYY-MM-DD[ hh[:mm[:ss[ NN]]]]'),
  id: id.optional().describe('Name of a tracklet, or its beginning: TRCK_20211022_091949_00'),
  ...tabular,
});

/** Names of classes hold spaces, so those within names are kept. */
const statisticsColumns = text
  .transform((value, context) => {
    const list = [...new Set(value.split(',').map((name) => name.trim()))].filter((name) => name !== '');
    if (list.length === 0) context.addIssue('there is no column in it');
    return list.includes('*') ? undefined : list;
  })
  .optional();

const nights = 'YYYYMMDD, YYYYMM, YYYY or an empty text is needed';
const night = z
  .union([z.string(), z.number()], { error: nights })
  .transform((value) => String(value).trim())
  .refine((value) => /^\d{0,8}$/.test(value), nights)
  .describe('Night, month or year: YYYYMMDD, YYYYMM, YYYY; empty for all nights');

export const statisticsArguments = z.object({
  date: night,
  schema: flag.describe('True: the names of all columns instead of numbers'),
  ...tabular,
  columns: statisticsColumns.describe('Names of columns, between commas; spaces within names count'),
});

export const anomalyArguments = z.object({
  n: longCount.default(10).describe('Alerts at most'),
  start_date: date.describe('First day, UTC: ISO, JD or MJD'),
  stop_date: date.describe('Last day, UTC, all of it: ISO, JD or MJD'),
  ...tabular,
});

/** An id is a number or text; both are data, compared as text. */
const candidateId = textOrNumber
  .transform((value) => String(value))
  .refine((value) => value.length <= 100 && !value.includes(':'), 'at most 100 characters and no `:` are allowed');

const largestMaxnumber = 100_000;

export const ssocandArguments = z.object({
  kind: z.enum(['orbParams', 'lightcurves']).describe('Orbits, or the alerts they were made from'),
  ssoCandId: candidateId.optional().describe('One candidate; all unless given'),
  start_date: date.describe('First day of the light curves, UTC: ISO, JD or MJD'),
  stop_date: date.describe('Last day of the light curves, UTC: ISO, JD or MJD'),
  maxnumber: numeric
    .refine(
      (value) => Number.isInteger(value) && value >= 1 && value <= largestMaxnumber,
      `a whole number from 1 to ${largestMaxnumber} is needed`,
    )
    .default(10_000)
    .describe('Rows of the light curves at most'),
  'output-format': tabular['output-format'],
  nulls: tabular.nulls,
  ids: tabular.ids,
});

const objectOrAll = z
  .string(needText)
  .regex(/^(all|ZTF\d{0,2}[a-z]{0,7})$/, 'a ZTF id or its beginning, or `all`, is needed');

const shortText = text.max(200, 'at most 200 characters are allowed');

export const metadataArguments = z.object({
  objectId: objectOrAll.optional().describe('An object, the beginning of an id, or `all`'),
  internal_name: shortText.optional().describe('A name that somebody gave'),
  internal_name_encoded: shortText.optional().describe('The same without spaces'),
  'output-format': tabular['output-format'],
  nulls: tabular.nulls,
  ids: tabular.ids,
});

const longestComment = 4000;

export const metadataPostArguments = z.object({
  objectId: z
    .string(needText)
    .regex(/^ZTF\d{2}[a-z]{7}$/, 'a ZTF id is needed: ZTF, two digits, seven letters')
    .describe('The object, by its whole id'),
  internal_name: shortText.refine((value) => /[^ ]/.test(value), 'it is empty').describe('The name to be given'),
  username: shortText.describe('Who gives it'),
  comments: z
    .string(needText)
    .max(longestComment, `at most ${longestComment} characters are allowed`)
    .default('')
    .describe('What there is to say of the object'),
});
