import { z } from 'zod';
import { numbersFrom, pointKinds } from '#domain/lightcurve/lightcurve.ts';
import { analysisNames } from '#domain/object/relevance.ts';
import { bandNames } from '#domain/surveys/survey.ts';

/** Ids are decimal or letter text everywhere: 64-bit numbers don't survive JavaScript. */
export const objectIdInput = z.string().min(1).max(64);
export const alertIdInput = z.string().regex(/^[1-9]\d{0,18}$/, 'an alert id: digits');

const surveyId = z.enum(['ztf', 'lsst']);
const band = z.enum(bandNames);
const subject = z.enum(['early', 'sn', 'kn', 'cv', 'var', 'agn', 'gal', 'sso', 'mulens', 'tns', 'unknown']);
const standing = z.enum(['candidate', 'catalogue', 'spectrum']);

const label = z.object({ text: z.string(), standing, subject, source: z.string() });

const fact = z.object({
  column: z.string(),
  label: z.string(),
  value: z.string().min(1),
  error: z.string().optional(),
  unit: z.string().optional(),
  source: z.string().optional(),
  score: z.number().min(0).max(1).optional(),
  band: band.optional(),
  doc: z.string().optional(),
  noted: z.literal(true).optional(),
});

const factGroup = z.object({ title: z.string(), note: z.string().optional(), facts: z.array(fact).readonly() });

export const alertOutput = z.object({
  survey: surveyId,
  objectId: z.string(),
  alertId: z.string(),
  mjd: z.number(),
  band,
  negative: z.boolean(),
  facts: z.array(fact).readonly(),
});

export const summaryBody = z.object({
  survey: surveyId,
  objectId: z.string(),
  simulated: z.boolean(),
  raDeg: z.number(),
  decDeg: z.number(),
  constellation: z.string(),
  galacticDeg: z.tuple([z.number(), z.number()]).readonly(),
  labels: z.array(label).readonly(),
  firstMjd: z.number(),
  lastMjd: z.number(),
  counts: z.object({ detections: z.number(), limits: z.number(), bad: z.number(), forced: z.number() }),
  latest: alertOutput,
  analyses: z.array(z.enum(analysisNames)).readonly(),
  solarSystemName: z.string().nullable(),
  trackletName: z.string().nullable(),
  referencePlace: z.object({ raDeg: z.number(), decDeg: z.number() }).nullable(),
  groups: z.array(factGroup).readonly(),
});

const numbers = z.array(z.number().nullable()).readonly();

/** Columns; null stands for NaN, which JSON has not. */
export const lightcurveBody = z.object({
  survey: surveyId,
  objectId: z.string(),
  alertId: z.array(z.string()).readonly(),
  band: z.array(band).readonly(),
  kind: z.array(z.enum(pointKinds)).readonly(),
  negative: z.array(z.boolean()).readonly(),
  className: z.array(z.string()).readonly(),
  ...numbersFrom(() => numbers),
  mjd: z.array(z.number()).readonly(),
  scores: z.record(z.string(), numbers),
});
export type LightcurveColumns = z.output<typeof lightcurveBody>;

export const stampsOutput = z.object({
  survey: surveyId,
  objectId: z.string(),
  alertId: z.string(),
  frameUrl: z.string(),
  fitsUrl: z.object({ Science: z.string(), Template: z.string(), Difference: z.string() }),
});

export const resultRowOutput = z.object({
  survey: surveyId,
  objectId: z.string(),
  alertId: z.string(),
  className: z.string(),
  subject,
  standing,
  raDeg: z.number(),
  decDeg: z.number(),
  band: band.nullable(),
  mag: z.number().nullable(),
  magErr: z.number().nullable(),
  lastMjd: z.number(),
  detections: z.number().nullable(),
  separationArcsec: z.number().nullable(),
  simulated: z.boolean(),
});

const seen = z.object({ from: z.string(), to: z.string().optional() }).optional();

const understood = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('object'), survey: surveyId, objectId: z.string() }),
  z.object({ kind: z.literal('partial'), survey: surveyId, prefix: z.string() }),
  z.object({
    kind: z.literal('cone'),
    raDeg: z.number(),
    decDeg: z.number(),
    radiusArcsec: z.number(),
    named: z.object({ name: z.string(), source: z.string() }).optional(),
    seen,
  }),
  z.object({
    kind: z.literal('class'),
    className: z.string(),
    limit: z.number(),
    seen,
    trend: z.string().optional(),
  }),
  z.object({ kind: z.literal('solar-system'), name: z.string(), guessed: z.literal(true).optional() }),
  z.object({ kind: z.literal('tracklet'), id: z.string() }),
  z.object({ kind: z.literal('nothing'), reason: z.string() }),
]);

export const searchOutput = z.object({
  understood,
  calls: z
    .array(
      z.object({
        method: z.literal('GET'),
        apiUrl: z.string(),
        url: z.string(),
        survey: surveyId,
        route: z.string(),
        args: z.record(z.string(), z.string()),
      }),
    )
    .readonly(),
  rows: z.array(resultRowOutput).readonly(),
  truncated: z.boolean(),
  limit: z.number(),
  tookMs: z.number(),
  failures: z
    .array(z.object({ survey: surveyId, message: z.string() }))
    .readonly()
    .optional(),
  withoutObject: z
    .array(z.object({ survey: surveyId, alerts: z.number() }))
    .readonly()
    .optional(),
});

export const alertFieldsOutput = z
  .array(z.object({ column: z.string(), value: z.string(), doc: z.string() }))
  .readonly();

export const alertFeaturesOutput = z.object({
  columns: z.array(z.string()).readonly(),
  byAlert: z.record(z.string(), z.array(z.string()).readonly()),
});

export const namesOutput = z.object({
  given: z.string().nullable(),
  tns: z.object({ name: z.string(), type: z.string() }).nullable(),
});

const epochs = z.array(z.number()).readonly();

const place = { raDeg: z.number(), decDeg: z.number() };

export const fieldStarsOutput = z.object({
  centre: z.object(place),
  stars: z.array(z.object({ id: z.string(), mag: z.number(), ...place })).readonly(),
  epoch: z.number(),
});

/** Null: there is no ephemeris. */
export const dayPositionsOutput = z
  .array(z.object({ ms: z.number(), ...place }))
  .readonly()
  .nullable();

export const fieldPictureOutput = z.object({
  jpegBase64: z.string(),
  pixels: z.object({ width: z.number(), height: z.number(), components: z.number() }),
  credit: z.string(),
});

/** Null: the survey has no image of the field. */
export const fieldImageOutput = z.object({ frameBase64: z.string().nullable(), label: z.string() });

/** JSON has no NaN. */
const mayBeMissing = z
  .number()
  .or(z.nan())
  .transform((value) => (Number.isNaN(value) ? null : value));

export const trackletOutput = z
  .array(
    z.object({
      objectId: z.string(),
      alertId: z.string(),
      mjd: z.number(),
      band,
      mag: mayBeMissing,
      magErr: mayBeMissing,
      ...place,
    }),
  )
  .readonly();

export const releaseOutput = z.object({
  oids: z.array(z.string()).readonly(),
  separationArcsec: z.number().nullable(),
  others: z.number(),
  series: z
    .array(z.object({ filter: z.string(), band: band.nullable(), mjd: epochs, flux: epochs, fluxErr: epochs }))
    .readonly(),
});
