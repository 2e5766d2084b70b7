import { z } from 'zod';
import { procedure } from '../init.ts';
import { objectIdInput, releaseOutput } from '../outputs.ts';

/** Data-release photometry at the place of an object; asked only when somebody switches it on. */
export const releaseProcedure = procedure
  .input(z.object({ objectId: objectIdInput }))
  .output(releaseOutput)
  .query(({ ctx, input }) => ctx.sources.release.photometry(input.objectId, ctx.scope));
