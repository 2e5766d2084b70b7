import { z } from 'zod';

/** Ids are data, never part of a search grammar: `:` would be one upstream, so it is refused. */
const longestId = 100;
const mostIds = 1000;
const largestCount = 100_000;
/** Answers that are written while they are read may be longer. */
const largestLongCount = 2_000_000;

export const needText = { error: 'text is needed' };
export const text = z.string(needText).min(1, 'it is empty');

/** One id, text. A JSON number is refused: 64-bit ids don't survive in one. */
export const id = text.superRefine((value, context) => {
  if (value.includes(':')) context.addIssue('an id holds no `:`');
  else if (value.length > longestId) context.addIssue(`an id has at most ${longestId} characters`);
});

/** One id or several between commas, trimmed, each once. */
export const ids = text.transform((value, context) => {
  const list = [...new Set(value.split(',').map((item) => item.trim()))].filter((item) => item !== '');
  if (list.length === 0) context.addIssue('there is no id in it');
  if (list.length > mostIds) context.addIssue(`at most ${mostIds} ids are allowed`);
  if (list.some((item) => item.includes(':'))) context.addIssue('an id holds no `:`');
  if (list.some((item) => item.length > longestId)) context.addIssue(`an id has at most ${longestId} characters`);
  return list;
});

/** An alert id: decimal text or a JSON integer. */
export const alertId = z
  .union([z.string(), z.number()], { error: 'a decimal number is needed' })
  .transform((value) => String(value).trim())
  .refine((value) => /^\d{1,19}$/.test(value), 'a decimal number is needed');

/** The rule of the API: JSON true, or the text `True`; anything else is false. */
export const flag = z
  .unknown()
  .optional()
  .transform((value) => value === true || value === 'True');

/** A flag that Fink reads from JSON bodies only: in an address every spelling of true is meant. */
export const addressFlag = z
  .unknown()
  .optional()
  .transform((value) => value === true || (typeof value === 'string' && /^true$/i.test(value)));

/** Any value switches it on, even `False`. */
export const presence = z
  .unknown()
  .optional()
  .transform((value) => value !== undefined);

export const numeric = z
  .union([z.number(), z.string()], { error: 'a number is needed' })
  .transform((value, context) => {
    const number =
      typeof value === 'number'
        ? value
        : /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value)
          ? Number(value)
          : Number.NaN;
    if (!Number.isFinite(number)) context.addIssue('a number is needed');
    return number;
  });

const countUpTo = (largest: number) =>
  numeric.refine(
    (value) => Number.isInteger(value) && value >= 1 && value <= largest,
    `a whole number from 1 to ${largest} is needed`,
  );

export const count = countUpTo(largestCount);
/** Rows at most of an answer by time, whose memory doesn't grow with it. */
export const longCount = countUpTo(largestLongCount);

/** Text or number: what a date or an angle may be written as. */
export const textOrNumber = z
  .union([z.string(), z.number()], { error: 'text or a number is needed' })
  .transform((value) => (typeof value === 'string' ? value.trim() : value))
  .refine((value) => value !== '', 'it is empty');

export const date = textOrNumber.optional();

/** Names of columns between commas, spaces removed; undefined for all of them. Beside names with a family those without one count for nothing. */
const columns = text
  .transform((value, context) => {
    const list = [...new Set(value.replaceAll(' ', '').split(','))].filter((item) => item !== '');
    if (list.length === 0) context.addIssue('there is no column in it');
    if (list.includes('*')) return undefined;
    const named = list.filter((name) => name.includes(':'));
    return named.length > 0 ? named : list;
  })
  .optional();

/** Arguments of every route with tabular answers; `nulls` and `ids` are ours. */
export const tabular = {
  columns: columns.describe('Names of columns between commas, `i:jd,i:magpsf`; all unless given'),
  'output-format': z
    .string(needText)
    .default('json')
    .describe('How the table is written')
    .meta({ examples: ['json', 'csv', 'parquet', 'votable', 'arrow', 'ndjson', 'fits'] }),
  nulls: z.enum(['nan', 'clean']).default('nan').describe('`clean`: real nulls instead of the text nan and of fillers'),
  ids: z.enum(['integer', 'string']).default('integer').describe('`string`: 64-bit integers as text'),
} as const;
