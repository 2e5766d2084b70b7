import { choiceField } from '#components/view/field.ts';
import { colourMapNames } from '#domain/stamps/colour-map.ts';
import { stretchNames } from '#domain/stamps/stretch.ts';

/** What a visitor can choose of the stamps. */
export const stampFields = {
  stretch: choiceField('stretch', stretchNames),
  map: choiceField('map', colourMapNames),
} as const;
