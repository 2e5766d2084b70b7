import { optionalChoiceField } from '#components/view/field.ts';
import { skyImageNames } from './sky-images.ts';

/** Which image the sky view shows, once it is opened; null: the best that covers the place. */
export const skyFields = { skyImage: optionalChoiceField('sky', skyImageNames) } as const;
