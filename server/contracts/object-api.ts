import { z } from 'zod';
import {
  conesearchArguments,
  cutoutsArguments,
  diaObjectArguments,
  latestsArguments,
  lsstConesearchArguments,
  lsstCutoutsArguments,
  lsstSchemaArguments,
  lsstStampLocationsArguments,
  noArguments,
  objectsArguments,
  sourcesArguments,
  ztfStampLocationsArguments,
} from './object-api-arguments.ts';

/** One resource of the object API, as both sides of HTTP know it. */
export interface ObjectApiRoute {
  readonly methods: readonly ('GET' | 'POST')[];
  /** Body of a GET without arguments; absent where such a GET answers with data. */
  readonly description?: string;
  readonly arguments: z.ZodObject;
}

const both = ['GET', 'POST'] as const;

/** Routes of ZTF below `/api/v1/`, by name. */
export const ztfRoutes = {
  objects: { methods: both, description: 'Get object data based on ZTF ID', arguments: objectsArguments },
  cutouts: { methods: both, description: 'Get cutout data based on ZTF ID', arguments: cutoutsArguments },
  latests: { methods: both, description: 'Get object data based their class', arguments: latestsArguments },
  conesearch: { methods: both, description: 'Get object data based on coordinates', arguments: conesearchArguments },
  schema: { methods: ['GET'], arguments: noArguments },
  'stamp-locations': {
    methods: both,
    description: 'Get the places of the stamps of an object in the lake',
    arguments: ztfStampLocationsArguments,
  },
} as const satisfies Record<string, ObjectApiRoute>;

/** Routes of Rubin below `/api/v1/`, by name. */
export const lsstRoutes = {
  sources: { methods: both, description: 'Get diaSource data based on Rubin diaObjectId', arguments: sourcesArguments },
  objects: {
    methods: both,
    description: 'Get diaObject & aggregated data based on Rubin diaObjectId',
    arguments: diaObjectArguments,
  },
  fp: {
    methods: both,
    description: 'Get forced photometry data based on Rubin diaObjectId',
    arguments: diaObjectArguments,
  },
  conesearch: {
    methods: both,
    description: 'Get Rubin alerts data based on coordinates',
    arguments: lsstConesearchArguments,
  },
  cutouts: {
    methods: both,
    description: 'Get cutout alert data based on Rubin diaSourceId',
    arguments: lsstCutoutsArguments,
  },
  schema: {
    methods: both,
    description: 'Retrieve the data schema for a given endpoint for Fink/Rubin API',
    arguments: lsstSchemaArguments,
  },
  'stamp-locations': {
    methods: both,
    description: 'Get the places of the stamps of an object in the lake',
    arguments: lsstStampLocationsArguments,
  },
} as const satisfies Record<string, ObjectApiRoute>;

/** Names under which upstream once offered a route, and what answers now. */
export const ztfAliases = { explorer: 'conesearch', columns: 'schema' } as const;

/** What this API has beyond Fink's. */
export const objectApiExtensions = ['stamp-locations'] as const;

export const ObjectApiIndex = z.object({
  service: z.string(),
  version: z.string(),
  survey: z.enum(['ztf', 'lsst']),
  surveys: z.array(z.enum(['ztf', 'lsst'])),
  routes: z.array(z.string()),
  extensions: z.array(z.string()),
});
export type ObjectApiIndex = z.output<typeof ObjectApiIndex>;

export const StampLocation = z.object({
  objectId: z.string(),
  /** Decimal text: exceeds 2^53. */
  alertId: z.string(),
  hdfsPath: z.string(),
  locator: z.string().nullable(),
});
export type StampLocation = z.output<typeof StampLocation>;

/** Header of an answer that a limit cut short. */
export const truncatedHeader = 'x-result-truncated';
