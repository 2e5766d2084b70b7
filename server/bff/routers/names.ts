import { z } from 'zod';
import { procedure } from '../init.ts';
import { namesOutput, objectIdInput } from '../outputs.ts';

export const namesProcedure = procedure
  .input(z.object({ objectId: objectIdInput }))
  .output(namesOutput)
  .query(({ ctx, input }) => ctx.sources.names.namesOf(input.objectId, ctx.scope));

export const objectCalledProcedure = procedure
  .input(z.object({ name: z.string().max(200) }))
  .output(z.string().nullable())
  .query(async ({ ctx, input }) => (await ctx.sources.names.objectCalled(input.name, ctx.scope)) ?? null);
