import { z } from 'zod';
import { imageSurveyNames } from '#domain/stamps/image-surveys.ts';
import { bandNames } from '#domain/surveys/survey.ts';
import { pictureNames } from '../field-source.ts';
import { procedure } from '../init.ts';
import { fieldImageOutput, fieldPictureOutput, fieldStarsOutput, objectIdInput } from '../outputs.ts';

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

/** The pixels of an image survey around an object, to lay stamps against. */
export const fieldImageProcedure = procedure
  .input(
    z.object({
      objectId: objectIdInput,
      name: z.enum(imageSurveyNames),
      band: z.enum(bandNames),
      fieldArcsec: z.number().int().min(5).max(300),
    }),
  )
  .output(fieldImageOutput)
  .query(({ ctx, input }) => ctx.sources.field.image(input, ctx.scope));
