import { z } from 'zod';
import type { Aged } from '../caller.ts';
import { procedure } from '../init.ts';
import { columnsFromLightcurve } from '../lightcurve-columns.ts';
import type { SeenObject } from '../object-source.ts';
import { alertIdInput, alertOutput, lightcurveOutput, objectIdInput, stampsOutput, summaryOutput } from '../outputs.ts';
import { stampLinks } from '../stamp-links.ts';

const objectInput = z.object({ objectId: objectIdInput });
const alertInput = z.object({ objectId: objectIdInput, alertId: alertIdInput });

export const summaryProcedure = procedure
  .input(objectInput)
  .output(summaryOutput)
  .query(async ({ ctx, input }) => {
    const seen = await ctx.sources.objects.see(input.objectId, ctx.scope);
    return { ...seen.view.summary(), freshness: freshnessOf(seen) };
  });

export const lightcurveProcedure = procedure
  .input(objectInput)
  .output(lightcurveOutput)
  .query(async ({ ctx, input }) => {
    const seen = await ctx.sources.objects.see(input.objectId, ctx.scope);
    return columnsFromLightcurve({ ...seen.view.lightcurve(), freshness: freshnessOf(seen) });
  });

export const alertProcedure = procedure
  .input(alertInput)
  .output(alertOutput)
  .query(async ({ ctx, input }) =>
    (await ctx.sources.objects.see(input.objectId, ctx.scope)).view.alert(input.alertId),
  );

export const stampsProcedure = procedure
  .input(alertInput)
  .output(stampsOutput)
  .query(async ({ ctx, input }) => {
    const { view } = await ctx.sources.objects.see(input.objectId, ctx.scope);
    const { survey, objectId, alertId } = view.alert(input.alertId);
    return stampLinks(survey, objectId, alertId);
  });

function freshnessOf({ view, ageMs, stale }: SeenObject): Aged['freshness'] {
  return { fetchedAt: view.fetchedAt, ageSeconds: Math.round(ageMs / 1000), stale };
}
