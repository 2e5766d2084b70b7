import { choiceField } from '#components/view/field.ts';

/** Sides of finding charts, arcmin. */
export const chartFields = ['5', '3', '8', '12', '20'] as const;
export const chartPictures = ['dss2', 'ps1', 'dss2-colour', 'none'] as const;

/** What a visitor can choose of an object's position. */
export const positionFields = {
  /** Axes of the scatter. */
  posFrame: choiceField('posframe', ['equ', 'gal']),
  chartField: choiceField('chartsize', chartFields),
  chartPicture: choiceField('chartsky', chartPictures),
} as const;
