import { z } from 'zod';
import { procedure } from '../init.ts';
import { objectIdInput, resultRowOutput, searchOutput } from '../outputs.ts';

export const searchProcedure = procedure
  .input(z.object({ text: z.string().max(400) }))
  .output(searchOutput)
  .query(({ ctx, input }) => ctx.sources.search.search(input.text, ctx.scope));

export const similarProcedure = procedure
  .input(z.object({ objectId: objectIdInput }))
  .output(z.array(resultRowOutput).readonly())
  .query(({ ctx, input }) => ctx.sources.search.similar(input.objectId, ctx.scope));
