import { z } from 'zod';
import { stampKinds } from '#domain/stamps/locator.ts';

/** Routes of the cutout API below `/api/v1/`, and what it has beyond Fink's. */
export const cutoutApiRoutes = ['cutouts'] as const;
export const cutoutApiExtensions = ['stamps'] as const;
export const cutoutsPath = '/api/v1/cutouts';
export const stampsPath = '/api/v1/stamps';

const needText = { error: 'text is needed' };

/** A 64-bit id as decimal text; a JSON integer is exact too, because the reader of bodies keeps it so. */
const alertId = z
  .union([z.string(), z.number()], { error: 'a decimal number is needed' })
  .transform((value) => String(value).trim())
  .refine((value) => /^\d{1,19}$/.test(value) && BigInt(value) < 2n ** 63n, 'a whole number of 64 bits is needed');

const objectId = z
  .union([z.string(), z.number()], { error: 'text is needed' })
  .transform((value) => String(value).trim())
  .refine((value) => /^[A-Za-z0-9_-]{1,100}$/.test(value), 'an object id has letters and digits only');

const hdfsPath = z
  .string(needText)
  .min(1, 'it is empty')
  .max(4096, 'a path has at most 4096 characters')
  .describe('Path of the Parquet file, as in the cell hdfs_path behind the port');

const locator = z
  .string(needText)
  .max(5000, 'a locator has at most 5000 characters')
  .describe('Where the pages of the stamps are, as in the cell stamp_locator; ours');

/** Arguments of `/api/v1/cutouts`. */
export const cutoutsArguments = z.object({
  hdfsPath,
  kind: z.enum([...stampKinds, 'All']).describe('Which stamp; `All` for arrays only'),
  objectId: objectId.optional().describe('ZTF: id of the object; without candid its first alert in the file is taken'),
  candid: alertId.optional().describe('ZTF: id of the alert'),
  diaSourceId: alertId.optional().describe('Rubin: id of the alert'),
  return_type: z.enum(['array', 'FITS']).default('array').describe('JSON arrays, or the original FITS file'),
  locator: locator.optional(),
  nan: z.enum(['token', 'null']).default('token').describe('`null`: null instead of the bare NaN in arrays; ours'),
});
export type CutoutsArguments = z.output<typeof cutoutsArguments>;

/** Arguments of `/api/v1/stamps`. */
export const stampsArguments = z.object({
  survey: z.enum(['ztf', 'lsst']).describe('Whose file it is'),
  hdfsPath,
  alertId: alertId.describe('Id of the alert, decimal'),
  objectId: objectId.optional().describe('Id of its object; the alert is found by alertId'),
  locator: locator.optional(),
});

export const CutoutApiIndex = z.object({
  service: z.string(),
  version: z.string(),
  routes: z.array(z.string()),
  extensions: z.array(z.string()),
});
export type CutoutApiIndex = z.output<typeof CutoutApiIndex>;

/** The arguments of a route for people: what a GET without arguments answers. */
export function argumentsOf(schema: z.ZodObject): readonly { name: string; required: boolean; description: string }[] {
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    required: !z.safeParse(z.object({ [name]: field }), {}).success,
    description: z.globalRegistry.get(field)?.description ?? '',
  }));
}
