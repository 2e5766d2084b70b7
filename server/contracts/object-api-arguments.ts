import { z } from 'zod';
import { stampKinds } from '#domain/stamps/locator.ts';
import {
  alertId,
  count,
  date,
  flag,
  id,
  ids,
  longCount,
  needText,
  numeric,
  presence,
  tabular,
  text,
  textOrNumber,
} from './arguments/atoms.ts';

const objectIds = 'An id, or several between commas';

const stamp = {
  kind: z.enum([...stampKinds, 'All']).describe('Which stamp; `All` for arrays only'),
  'output-format': z
    .string(needText)
    .default('PNG')
    .describe('A picture, the original file, or numbers')
    .meta({ examples: ['PNG', 'FITS', 'array'] }),
  stretch: z
    .string(needText)
    .default('sigmoid')
    .describe('How pixel values become brightness in a picture')
    .meta({ examples: ['sigmoid', 'linear', 'sqrt', 'power', 'log', 'asinh'] }),
  colormap: z
    .string(needText)
    .optional()
    .describe('A colour map of matplotlib, by its name; grey unless given')
    .meta({ examples: ['viridis', 'magma', 'inferno', 'gray_r', 'Blues_r'] }),
  pmin: numeric.default(0.5).describe('Read for the sake of old calls; changes nothing, as upstream'),
  pmax: numeric.default(99.5).describe('Read for the sake of old calls; changes nothing, as upstream'),
  convolution_kernel: z.enum(['gauss', 'box']).optional().describe('Smooths the picture'),
  nan: z.enum(['token', 'null']).default('token').describe('`null`: null instead of the bare NaN in arrays'),
} as const;

const cone = {
  ra: textOrNumber.describe('Right ascension, ICRS: degrees, or hours as `12h55m17s` or `12:55:17`'),
  dec: textOrNumber.describe('Declination, ICRS: degrees, or `2d53m46s` or `2:53:46`'),
  radius: numeric.describe('Radius in arcseconds, at most 18,000 (5°)'),
  n: count.default(1000).describe('Objects at most, the nearest'),
  startdate: date.describe('Objects first seen from this time on: ISO, JD or MJD'),
  stopdate: date.describe('The latest such time; now unless given. Only with `startdate`'),
  window: numeric
    .refine((days) => days > 0 && days < 1e6, 'a number of days above 0 is needed')
    .optional()
    .describe('Days after `startdate`, in the place of `stopdate`'),
  ...tabular,
} as const;

export const objectsArguments = z.object({
  objectId: ids.describe('An id, several between commas, or the beginning of ids'),
  withupperlim: flag.describe('`True`: upper limits and bad-quality measurements too'),
  withforced: flag.describe(
    '`True`: the forced photometry of the packets too, tagged `forced`; ours, other servers ignore it',
  ),
  withcutouts: flag.describe('`True`: the stamps of every alert as arrays'),
  'cutout-kind': z
    .enum([...stampKinds, 'All'])
    .default('All')
    .describe('Which stamps, with `withcutouts`'),
  ...tabular,
});

export const cutoutsArguments = z.object({
  objectId: id.describe('Id of the object'),
  ...stamp,
  candid: alertId.optional().describe('Id of the alert; the latest one unless given'),
});

export const latestsArguments = z.object({
  class: text
    .max(200, 'a class has at most 200 characters')
    .describe('A name of the route `classes`; `(SIMBAD) X` and `X` are the same'),
  n: longCount.default(10).describe('Alerts at most, the newest'),
  startdate: date.describe('Not older than this: ISO, JD or MJD; 2019-11-01 unless given'),
  stopdate: date.describe('Not newer than this; now unless given'),
  trend: z
    .string(needText)
    .optional()
    .describe('Keeps what brightens or fades; the last two for `(CTA) Blazar low state` only')
    .meta({ examples: ['rising', 'fading', 'low_state', 'new_low_state'] }),
  color: presence.describe('Any value adds the columns of rates and colours'),
  ...tabular,
});

export const conesearchArguments = z.object(cone);

/** `within`: all of an object's sources are inside the dates; `across`: some are. */
export const lsstConesearchArguments = z.object({
  ...cone,
  kind: z
    .enum(['within', 'across'])
    .default('within')
    .describe('`within`: first seen inside the dates; `across`: seen inside them at all'),
});

export const sourcesArguments = z.object({
  diaObjectId: ids.describe(objectIds),
  midpointMjdTai: textOrNumber.optional().describe('One source, by its time in MJD (TAI), to the last digit'),
  ...tabular,
});

export const diaObjectArguments = z.object({ diaObjectId: ids.describe(objectIds), ...tabular });

export const lsstCutoutsArguments = z.object({ diaSourceId: id.describe('Id of the alert'), ...stamp });

export const lsstSchemaArguments = z.object({
  endpoint: text.describe('Address of a route: `/api/v1/sources`'),
  major_version: textOrNumber.optional().describe('Version of the alert schema before the point'),
  minor_version: textOrNumber.optional().describe('Version of the alert schema behind the point'),
});

export const noArguments = z.object({});

/** Ours: where the stamps of an object's alerts, or of one alert, are. The names of the id arguments are those of the survey. */
export const ztfStampLocationsArguments = z
  .object({
    objectId: id.optional().describe('Id of the object'),
    candid: alertId.optional().describe('One alert of it'),
    diaSourceId: alertId.optional().describe('The same, by the name it has for Rubin'),
  })
  .refine(({ objectId }) => objectId !== undefined, 'give objectId');

export const lsstStampLocationsArguments = z
  .object({
    objectId: id.optional().describe('Id of the object'),
    diaObjectId: id.optional().describe('The same, by its name in the packet'),
    diaSourceId: alertId.optional().describe('Id of an alert'),
  })
  .refine(
    ({ objectId, diaObjectId, diaSourceId }) => objectId ?? diaObjectId ?? diaSourceId,
    'give objectId or diaSourceId',
  );

const stampArguments = z.object(stamp);
/** What both surveys' cutouts have in common. */
export type StampArguments = z.output<typeof stampArguments>;
export type ConesearchArguments = z.output<typeof conesearchArguments>;
export type LsstConesearchArguments = z.output<typeof lsstConesearchArguments>;
