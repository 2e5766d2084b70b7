import { optionalChoiceField, setField, textField } from '#components/view/field.ts';

export const units = ['mag', 'flux'] as const;

/** What a visitor can choose of the light curve. */
export const curveFields = {
  /** Null: what the survey measures first. */
  unit: optionalChoiceField('unit', units),
  /** Legend keys that are switched off, ascending. */
  hidden: setField('hide', /^[a-z]{1,9}(?:-limit)?$/),
  /** Selected alert; null: the latest. */
  alert: textField('alert', /^\d{1,20}$/),
} as const;
