import { z } from 'zod';
import { publishedModels } from '#domain/solar-system/published-fit.ts';
import { procedure } from '../init.ts';
import { publishedFitOutput, ssoCardOutput, ssoColumnsOutput } from '../solar-system-outputs.ts';

const survey = z.enum(['ztf', 'lsst']);
const name = z.string().trim().min(1).max(60);

/** All alerts of a Solar System object; with the ephemeris it takes as long as the service that computes it. */
export const ssoAlertsProcedure = procedure
  .input(z.object({ survey, name, withEphemeris: z.boolean() }))
  .output(ssoColumnsOutput)
  .query(({ ctx, input }) => ctx.sources.solarSystem.alerts(input, ctx.scope));

/** The broker's own fit of this month. */
export const ssoPublishedProcedure = procedure
  .input(z.object({ survey, name, model: z.enum(publishedModels) }))
  .output(publishedFitOutput.nullable())
  .query(({ ctx, input }) => ctx.sources.solarSystem.published(input, ctx.scope));

/** What SsODNet compiled about an object. */
export const ssoCardProcedure = procedure
  .input(z.object({ name }))
  .output(ssoCardOutput.nullable())
  .query(({ ctx, input }) => ctx.sources.solarSystem.card(input.name, ctx.scope));
