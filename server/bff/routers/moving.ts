import { z } from 'zod';
import { procedure } from '../init.ts';
import { dayPositionsOutput } from '../outputs.ts';

/** Where a Solar System object will be; asked when its observability is opened. */
export const dayPositionsProcedure = procedure
  .input(
    z.object({
      name: z.string().min(1).max(40),
      date: z.iso.date(),
      count: z.number().int().min(2).max(400),
    }),
  )
  .output(dayPositionsOutput)
  .query(({ ctx, input }) => ctx.sources.moving.days(input, ctx.scope));
