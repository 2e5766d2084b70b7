import { listField, numberField, textField } from '#components/view/field.ts';

/** Sites that are shown side by side at most. */
export const mostSites = 4;

/** What a visitor can choose of when an object can be observed. */
export const observabilityFields = {
  /** Observatories by their ids, and `own`; none = the survey's. */
  sites: listField('sites', /^[a-z][a-z-]{1,19}$/, mostSites),
  /** A place of one's own: longitude, latitude, height, and its clocks where they are known. */
  place: textField('place', /^-?\d{1,3}(?:\.\d{1,6})?_-?\d{1,2}(?:\.\d{1,6})?_-?\d{1,4}(?:_[A-Za-z][\w+\-/]{1,48})?$/),
  /** Date of the evening, by the clocks of each site; null: tonight. */
  night: textField('night', /^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/),
  /** Altitude from which on a target counts as observable, degrees. */
  minAlt: numberField('minalt', 30, { from: 0, to: 80 }),
} as const;
