import { z } from 'zod';
import { bandNames } from '#domain/surveys/survey.ts';

const numbers = z.array(z.number().nullable()).readonly();
const texts = z.array(z.string()).readonly();

export const ssoColumnsOutput = z.object({
  name: z.string(),
  number: z.number().nullable(),
  alertId: texts,
  objectId: texts,
  mjd: z.array(z.number()).readonly(),
  band: z.array(z.enum(bandNames)).readonly(),
  mag: numbers,
  magErr: numbers,
  raDeg: numbers,
  decDeg: numbers,
  ephemeris: z
    .object({
      raDeg: numbers,
      decDeg: numbers,
      phaseDeg: numbers,
      observerAu: numbers,
      sunAu: numbers,
      mag: numbers,
    })
    .nullable(),
});

export const publishedFitOutput = z.object({
  version: z.string(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        band: z.string().nullable(),
        value: z.number(),
        error: z.number().nullable(),
      }),
    )
    .readonly(),
  chi2red: z.number().nullable(),
  rms: z.number().nullable(),
  periodHours: z.number().nullable(),
});

export const ssoCardOutput = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  classes: texts,
  parent: z.string(),
  quantities: z
    .array(
      z.object({
        label: z.string(),
        value: z.union([z.number(), z.string()]),
        error: z.number().optional(),
        unit: z.string().optional(),
        source: z.string().optional(),
      }),
    )
    .readonly(),
});
