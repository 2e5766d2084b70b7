import { z } from 'zod';
import { stampKinds } from '#domain/stamps/locator.ts';

/** Ids are data, never part of a search grammar: `:` would be one upstream, so it is refused. */
const longestId = 100;
const mostIds = 1000;
const largestCount = 100_000;

const needText = { error: 'text is needed' };
const text = z.string(needText).min(1, 'it is empty');

/** One id, text. A JSON number is refused: 64-bit ids don't survive in one. */
const id = text.superRefine((value, context) => {
  if (value.includes(':')) context.addIssue('an id holds no `:`');
  else if (value.length > longestId) context.addIssue(`an id has at most ${longestId} characters`);
});

/** One id or several between commas, trimmed, each once. */
const ids = text.transform((value, context) => {
  const list = [...new Set(value.split(',').map((item) => item.trim()))].filter((item) => item !== '');
  if (list.length === 0) context.addIssue('there is no id in it');
  if (list.length > mostIds) context.addIssue(`at most ${mostIds} ids are allowed`);
  if (list.some((item) => item.includes(':'))) context.addIssue('an id holds no `:`');
  if (list.some((item) => item.length > longestId)) context.addIssue(`an id has at most ${longestId} characters`);
  return list;
});

/** An alert id: decimal text or a JSON integer. */
const alertId = z
  .union([z.string(), z.number()], { error: 'a decimal number is needed' })
  .transform((value) => String(value).trim())
  .refine((value) => /^\d{1,19}$/.test(value), 'a decimal number is needed');

/** The rule of the API: JSON true, or the text `True`; anything else is false. */
const flag = z
  .unknown()
  .optional()
  .transform((value) => value === true || value === 'True');

/** Any value switches it on, even `False`. */
const presence = z
  .unknown()
  .optional()
  .transform((value) => value !== undefined);

const numeric = z.union([z.number(), z.string()], { error: 'a number is needed' }).transform((value, context) => {
  const number =
    typeof value === 'number'
      ? value
      : /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value)
        ? Number(value)
        : Number.NaN;
  if (!Number.isFinite(number)) context.addIssue('a number is needed');
  return number;
});

const count = numeric.refine(
  (value) => Number.isInteger(value) && value >= 1 && value <= largestCount,
  `a whole number from 1 to ${largestCount} is needed`,
);

/** Text or number: what a date or an angle may be written as. */
const textOrNumber = z
  .union([z.string(), z.number()], { error: 'text or a number is needed' })
  .transform((value) => (typeof value === 'string' ? value.trim() : value))
  .refine((value) => value !== '', 'it is empty');

const date = textOrNumber.optional();

/** Names of columns between commas, spaces removed; undefined for all of them. */
const columns = text
  .transform((value, context) => {
    const list = [...new Set(value.replaceAll(' ', '').split(','))].filter((item) => item !== '');
    if (list.length === 0) context.addIssue('there is no column in it');
    return list.includes('*') ? undefined : list;
  })
  .optional();

/** Arguments of every route with tabular answers; `nulls` and `ids` are ours. */
const tabular = {
  columns,
  'output-format': z.string(needText).default('json'),
  nulls: z.enum(['nan', 'clean']).default('nan').describe('`clean`: real nulls instead of the text nan and of fillers'),
  ids: z.enum(['integer', 'string']).default('integer').describe('`string`: 64-bit integers as text'),
} as const;

const stamp = {
  kind: z.enum([...stampKinds, 'All']),
  'output-format': z.string(needText).default('PNG'),
  stretch: z.string(needText).default('sigmoid'),
  colormap: z.string(needText).optional(),
  pmin: numeric.default(0.5),
  pmax: numeric.default(99.5),
  convolution_kernel: z.enum(['gauss', 'box']).optional(),
  nan: z.enum(['token', 'null']).default('token').describe('`null`: null instead of the bare NaN in arrays'),
} as const;

const cone = {
  ra: textOrNumber,
  dec: textOrNumber,
  radius: numeric,
  n: count.default(1000),
  startdate: date,
  stopdate: date,
  window: numeric.refine((days) => days > 0 && days < 1e6, 'a number of days above 0 is needed').optional(),
  ...tabular,
} as const;

export const objectsArguments = z.object({
  objectId: ids,
  withupperlim: flag,
  withcutouts: flag,
  'cutout-kind': z.enum([...stampKinds, 'All']).default('All'),
  ...tabular,
});

export const cutoutsArguments = z.object({ objectId: id, ...stamp, candid: alertId.optional() });

export const latestsArguments = z.object({
  class: text.max(200, 'a class has at most 200 characters'),
  n: count.default(10),
  startdate: date,
  stopdate: date,
  trend: z.string(needText).optional(),
  color: presence,
  ...tabular,
});

export const conesearchArguments = z.object(cone);

/** `within`: all of an object's sources are inside the dates; `across`: some are. */
export const lsstConesearchArguments = z.object({ ...cone, kind: z.enum(['within', 'across']).default('within') });

export const sourcesArguments = z.object({ diaObjectId: ids, midpointMjdTai: textOrNumber.optional(), ...tabular });

export const diaObjectArguments = z.object({ diaObjectId: ids, ...tabular });

export const lsstCutoutsArguments = z.object({ diaSourceId: id, ...stamp });

export const lsstSchemaArguments = z.object({
  endpoint: text,
  major_version: textOrNumber.optional(),
  minor_version: textOrNumber.optional(),
});

export const noArguments = z.object({});

/** Ours: where the stamps of an object's alerts, or of one alert, are. The names of the id arguments are those of the survey. */
export const ztfStampLocationsArguments = z
  .object({ objectId: id.optional(), candid: alertId.optional(), diaSourceId: alertId.optional() })
  .refine(({ objectId }) => objectId !== undefined, 'give objectId');

export const lsstStampLocationsArguments = z
  .object({ objectId: id.optional(), diaObjectId: id.optional(), diaSourceId: alertId.optional() })
  .refine(
    ({ objectId, diaObjectId, diaSourceId }) => objectId ?? diaObjectId ?? diaSourceId,
    'give objectId or diaSourceId',
  );

const stampArguments = z.object(stamp);
/** What both surveys' cutouts have in common. */
export type StampArguments = z.output<typeof stampArguments>;
export type ConesearchArguments = z.output<typeof conesearchArguments>;
export type LsstConesearchArguments = z.output<typeof lsstConesearchArguments>;
