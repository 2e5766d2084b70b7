import { z } from 'zod';
import { skymapArguments, skymapBodyBytes } from './arguments/skymap.ts';
import {
  lsstSsoArguments,
  resolverArguments,
  ssoArguments,
  ssobulkArguments,
  ssoftArguments,
} from './arguments/solar-system.ts';
import {
  anomalyArguments,
  metadataArguments,
  metadataPostArguments,
  ssocandArguments,
  statisticsArguments,
  trackletArguments,
} from './arguments/ztf-lists.ts';
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
  /** Arguments of a POST, where they are others than those of a GET. */
  readonly postArguments?: z.ZodObject;
  /** Arguments that are good: what documentation shows, and what tests put one wrong value into. */
  readonly example: Readonly<Record<string, string | number | boolean>>;
  /** The same for a POST, where its arguments are others. */
  readonly postExample?: Readonly<Record<string, string | number | boolean>>;
  /** Bytes that the body of a POST may have, where that is more than elsewhere. */
  readonly bodyBytes?: number;
}

const both = ['GET', 'POST'] as const;

/** Routes of ZTF below `/api/v1/`, by name. */
export const ztfRoutes = {
  objects: {
    methods: both,
    description: 'Get object data based on ZTF ID',
    arguments: objectsArguments,
    example: { objectId: 'ZTF21aaxtctv' },
  },
  cutouts: {
    methods: both,
    description: 'Get cutout data based on ZTF ID',
    arguments: cutoutsArguments,
    example: { objectId: 'ZTF21aaxtctv', kind: 'Science', 'output-format': 'array' },
  },
  latests: {
    methods: both,
    description: 'Get object data based their class',
    arguments: latestsArguments,
    example: { class: 'Early SN Ia candidate', n: 10 },
  },
  conesearch: {
    methods: both,
    description: 'Get object data based on coordinates',
    arguments: conesearchArguments,
    example: { ra: 193.822, dec: 2.896, radius: 5 },
  },
  classes: { methods: ['GET'], arguments: noArguments, example: {} },
  tracklet: {
    methods: both,
    description: 'Get satellites and debris candidates',
    arguments: trackletArguments,
    example: { date: '2021-10-22 09:19:49' },
  },
  ssocand: {
    methods: both,
    description: 'Get data about Solar System candidates found by Fink',
    arguments: ssocandArguments,
    example: { kind: 'orbParams' },
  },
  statistics: {
    methods: both,
    description: 'Get statistics about Fink and the ZTF alert stream',
    arguments: statisticsArguments,
    example: { date: '202411' },
  },
  anomaly: {
    methods: both,
    description: 'Get alerts tagged as anomaly',
    arguments: anomalyArguments,
    example: { n: 10 },
  },
  metadata: {
    methods: both,
    description: 'Get user-defined metadata attached to objects',
    arguments: metadataArguments,
    postArguments: metadataPostArguments,
    example: { objectId: 'ZTF21aaxtctv' },
    postExample: { objectId: 'ZTF21aaxtctv', internal_name: 'My nova', username: 'me' },
  },
  sso: {
    methods: both,
    description: 'Get Solar System object data based on their ID',
    arguments: ssoArguments,
    example: { n_or_d: '8467' },
  },
  ssobulk: {
    methods: both,
    description: 'Get all Fink/ZTF SSO lightcurves in once',
    arguments: ssobulkArguments,
    example: { 'output-format': 'parquet' },
  },
  ssoft: {
    methods: both,
    description: 'Get the Solar System Object Fink Table (SSoFT)',
    arguments: ssoftArguments,
    example: { version: '2026.10', sso_number: 33803 },
  },
  resolver: {
    methods: both,
    description: 'Resolve astronomical names to ZTF alert names, and vice-versa',
    arguments: resolverArguments,
    example: { resolver: 'tns', name: 'SN 2023' },
  },
  skymap: {
    methods: both,
    description: 'Return Fink/ZTF alerts within a GW skymap',
    arguments: skymapArguments,
    example: { event_name: 'S190814bv', credible_level: 0.5 },
    bodyBytes: skymapBodyBytes,
  },
  schema: { methods: ['GET'], arguments: noArguments, example: {} },
  'stamp-locations': {
    methods: both,
    description: 'Get the places of the stamps of an object in the lake',
    arguments: ztfStampLocationsArguments,
    example: { objectId: 'ZTF21aaxtctv' },
  },
} as const satisfies Record<string, ObjectApiRoute>;

/** Routes of Rubin below `/api/v1/`, by name. */
export const lsstRoutes = {
  sources: {
    methods: both,
    description: 'Get diaSource data based on Rubin diaObjectId',
    arguments: sourcesArguments,
    example: { diaObjectId: '170587115523932323' },
  },
  objects: {
    methods: both,
    description: 'Get diaObject & aggregated data based on Rubin diaObjectId',
    arguments: diaObjectArguments,
    example: { diaObjectId: '170587115523932323' },
  },
  fp: {
    methods: both,
    description: 'Get forced photometry data based on Rubin diaObjectId',
    arguments: diaObjectArguments,
    example: { diaObjectId: '170587115523932323' },
  },
  conesearch: {
    methods: both,
    description: 'Get Rubin alerts data based on coordinates',
    arguments: lsstConesearchArguments,
    example: { ra: 52.8, dec: -27.5, radius: 5 },
  },
  cutouts: {
    methods: both,
    description: 'Get cutout alert data based on Rubin diaSourceId',
    arguments: lsstCutoutsArguments,
    example: { diaSourceId: '170587115523932323', kind: 'Science', 'output-format': 'array' },
  },
  sso: {
    methods: both,
    description: 'Retrieve Solar System object data from Fink/Rubin based on their number or designation',
    arguments: lsstSsoArguments,
    example: { n_or_d: 'K10J69O' },
  },
  schema: {
    methods: both,
    description: 'Retrieve the data schema for a given endpoint for Fink/Rubin API',
    arguments: lsstSchemaArguments,
    example: { endpoint: '/api/v1/sources' },
  },
  'stamp-locations': {
    methods: both,
    description: 'Get the places of the stamps of an object in the lake',
    arguments: lsstStampLocationsArguments,
    example: { diaSourceId: '170587115523932323' },
  },
} as const satisfies Record<string, ObjectApiRoute>;

/** An older name of a route, and what arguments were called then. */
export interface RouteAlias {
  readonly route: string;
  readonly renamed: Readonly<Record<string, string>>;
}

/** Names under which upstream once offered a route, and what answers now. */
export const ztfAliases = {
  explorer: {
    route: 'conesearch',
    renamed: { startdate_conesearch: 'startdate', window_days_conesearch: 'window' },
  },
  columns: { route: 'schema', renamed: {} },
  bayestar: { route: 'skymap', renamed: { days_before: 'n_day_before', days_after: 'n_day_after' } },
} as const satisfies Record<string, RouteAlias & { route: keyof typeof ztfRoutes }>;

/** Routes that upstream once had and nothing succeeds, with the words that say what to use. */
export const ztfRetired: Readonly<Record<string, string>> = {
  random:
    'The route `random` is gone and has no successor. Newest alerts of a class are at `/api/v1/latests`, all classes at `/api/v1/classes`.\n',
  xmatch:
    'The route `xmatch` is gone. Ask `/api/v1/conesearch` for each position of your list instead: `ra`, `dec` and `radius` (arcseconds).\n',
};

/** What this API has beyond Fink's. */
export const objectApiExtensions = ['stamp-locations', 'forced-photometry'] as const;

export const ObjectApiIndex = z.object({
  service: z.string(),
  version: z.string(),
  survey: z.enum(['ztf', 'lsst']),
  surveys: z.array(z.enum(['ztf', 'lsst'])),
  routes: z.array(z.string()),
  extensions: z.array(z.string()),
  /** Older names, and the routes that answer under them. */
  aliases: z.record(z.string(), z.string()).optional(),
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
