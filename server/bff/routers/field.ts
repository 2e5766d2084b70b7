import { z } from 'zod';
import { pictureNames } from '../field-source.ts';
import { procedure } from '../init.ts';
import { fieldPictureOutput, fieldStarsOutput, objectIdInput } from '../outputs.ts';

const fieldArcmin = z.number().min(1).max(30);

/** Stars around an object at the epoch of today. */
export const fieldStarsProcedure = procedure
  .input(z.object({ objectId: objectIdInput, fieldArcmin }))
  .output(fieldStarsOutput)
  .query(({ ctx, input }) => ctx.sources.field.stars(input.objectId, input.fieldArcmin, ctx.scope));

/** A picture of the field around an object. */
export const fieldPictureProcedure = procedure
  .input(z.object({ objectId: objectIdInput, fieldArcmin, name: z.enum(pictureNames) }))
  .output(fieldPictureOutput)
  .query(({ ctx, input }) => ctx.sources.field.picture(input, ctx.scope));
