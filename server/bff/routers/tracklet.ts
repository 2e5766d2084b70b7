import { z } from 'zod';
import { trackletPattern } from '#domain/object/tracklet.ts';
import { procedure } from '../init.ts';
import { trackletOutput } from '../outputs.ts';

/** Alerts that lie on one line within one exposure or a few. */
export const trackletProcedure = procedure
  .input(z.object({ name: z.string().regex(trackletPattern, 'a designation like TRCK_20211022_091949_00') }))
  .output(trackletOutput)
  .query(({ ctx, input }) => ctx.sources.tracklet.tracklet(input.name, ctx.scope));
