import { z } from 'zod';
import type { Aged } from '../caller.ts';
import { procedure } from '../init.ts';
import { columnsFromLightcurve } from '../lightcurve-columns.ts';
import type { ObjectView, SeenObject } from '../object-source.ts';
import {
  alertFeaturesOutput,
  alertFieldsOutput,
  alertIdInput,
  alertOutput,
  lightcurveBody,
  objectIdInput,
  stampsOutput,
  summaryBody,
} from '../outputs.ts';
import { stampLinks } from '../stamp-links.ts';

const objectInput = z.object({ objectId: objectIdInput });
const alertInput = z.object({ objectId: objectIdInput, alertId: alertIdInput });

const summaryOf = checkedOnce(summaryBody, (view) => view.summary());
const columnsOf = checkedOnce(lightcurveBody, (view) => columnsFromLightcurve(view.lightcurve()));

export const summaryProcedure = procedure.input(objectInput).query(async ({ ctx, input }) => {
  const seen = await ctx.sources.objects.see(input.objectId, ctx.scope);
  return { ...summaryOf(seen.view), freshness: freshnessOf(seen) };
});

export const lightcurveProcedure = procedure.input(objectInput).query(async ({ ctx, input }) => {
  const seen = await ctx.sources.objects.see(input.objectId, ctx.scope);
  return { ...columnsOf(seen.view), freshness: freshnessOf(seen) };
});

export const alertProcedure = procedure
  .input(alertInput)
  .output(alertOutput)
  .query(async ({ ctx, input }) =>
    (await ctx.sources.objects.see(input.objectId, ctx.scope)).view.alert(input.alertId),
  );

export const alertFieldsProcedure = procedure
  .input(alertInput)
  .output(alertFieldsOutput)
  .query(({ ctx, input }) => ctx.sources.alertFields.fieldsOf(input, ctx.scope));

export const alertFeaturesProcedure = procedure
  .input(objectInput)
  .output(alertFeaturesOutput)
  .query(({ ctx, input }) => ctx.sources.alertFields.featuresOf(input.objectId, ctx.scope));

export const stampsProcedure = procedure
  .input(alertInput)
  .output(stampsOutput)
  .query(async ({ ctx, input }) => {
    const { view } = await ctx.sources.objects.see(input.objectId, ctx.scope);
    const { survey, objectId, alertId } = view.alert(input.alertId);
    return stampLinks(survey, objectId, alertId);
  });

/** What `schema` makes of a part of a view. Views never change and pages ask for them again and again: each is checked once. */
function checkedOnce<S extends z.ZodType>(schema: S, part: (view: ObjectView) => unknown) {
  const checked = new WeakMap<ObjectView, z.output<S>>();
  return (view: ObjectView): z.output<S> => {
    const known = checked.get(view);
    if (known !== undefined) return known;
    const output = schema.parse(part(view));
    checked.set(view, output);
    return output;
  };
}

export function freshnessOf({ view, ageMs, stale }: SeenObject): Aged['freshness'] {
  return { fetchedAt: view.fetchedAt, ageSeconds: Math.round(ageMs / 1000), stale };
}
