import { z } from 'zod';
import { stampKinds } from '#domain/stamps/locator.ts';
import {
  alertId,
  count,
  date,
  flag,
  id,
  ids,
  needText,
  numeric,
  presence,
  tabular,
  text,
  textOrNumber,
} from './arguments/atoms.ts';

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
