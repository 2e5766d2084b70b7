import { z } from 'zod';
import { addressFlag, count, flag, needText, tabular, text, textOrNumber } from './atoms.ts';

const longestName = 200;

/** A name or a number; `:` and the like are data here, no search grammar. */
const name = z
  .union([z.string(), z.number()], { error: 'text is needed' })
  .transform((value) => String(value).trim())
  .refine((value) => value.length <= longestName, `a name has at most ${longestName} characters`);

const formats = { 'output-format': tabular['output-format'], nulls: tabular.nulls, ids: tabular.ids } as const;

const bodies = textOrNumber
  .transform((value) => String(value))
  .refine((value) => value.replace(/[\s,]/g, '') !== '', 'there is no name in it')
  .refine((value) => value.length <= 4000, 'at most 4000 characters are allowed');

export const lsstSsoArguments = z.object({
  n_or_d: bodies.describe(
    'Number, name or designation (packed or not) of a Solar System object, or several between commas: 8467, 2010JO69, K10J69O',
  ),
  withEphem: flag.describe('True: with the ephemerides of Miriade at each alert'),
  withResiduals: flag.describe('True: with ephemerides, as `withEphem`; of one object only'),
  ...tabular,
});

export const ssoArguments = z.object({
  n_or_d: bodies.describe(
    'Number, name or designation of a Solar System object, or several between commas: 8467, 1922, 2010JO69, C/2020F3, 10P',
  ),
  withEphem: flag.describe('True: with the ephemerides of Miriade at each alert'),
  withResiduals: flag.describe('True: with ephemerides, and with the residuals of an sHG1G2 fit; of one object only'),
  withcutouts: flag.describe('True: with the pixels of one stamp an alert'),
  withCutouts: flag.describe('Another spelling of withcutouts'),
  'cutout-kind': z.string(needText).default('Science').describe('Which stamp: Science, Template or Difference'),
  ...tabular,
});

export const resolverArguments = z.object({
  resolver: z.enum(['simbad', 'ssodnet', 'tns']).describe('Whose names: SIMBAD, SsODNet (Solar System) or TNS'),
  name: name.describe('A name, or with reverse an object of the survey; an empty one lists all of TNS'),
  reverse: addressFlag.describe('True: names of an object of the survey, instead of what a name means'),
  nmax: count.default(10).describe('Rows at most; with ssodnet 1 means this very name, more its completions too'),
  ...formats,
});

const schemaFlag = z
  .unknown()
  .optional()
  .transform((value) => value !== undefined && value !== false && value !== '' && value !== 0);

export const ssoftArguments = z.object({
  version: text.optional().describe('Month of the table, YYYY.MM; this month unless given'),
  flavor: z.string(needText).default('SHG1G2').describe('Model of the fits: SOCCA, SHG1G2, HG1G2 or HG'),
  sso_name: text
    .max(longestName, `a name has at most ${longestName} characters`)
    .optional()
    .describe('One object by its name'),
  sso_number: textOrNumber
    .transform((value) => Number(value))
    .refine((value) => Number.isInteger(value) && value >= 0 && value < 1e9, 'a number of an object is needed')
    .optional()
    .describe('One object by its number; the name wins'),
  schema: schemaFlag.describe(
    'Anything but false: the names of the columns with their types and meanings, instead of data',
  ),
  'output-format': z.string(needText).optional().describe('Default: parquet, or json for one object'),
});

export const ssobulkArguments = z.object({
  'output-format': z
    .string(needText)
    .default('parquet')
    .describe('How the table is written; Parquet is the file as it is'),
});
