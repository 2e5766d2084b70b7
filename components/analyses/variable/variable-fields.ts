import { choiceField, flagField, numberField, optionalNumberField, rangeField } from '#components/view/field.ts';

/** Periods that can be asked for, days. */
export const periodBounds = { from: 0.001, to: 100_000 };

/** What a visitor can choose of the search for a period. */
export const variableFields = {
  vMethod: choiceField('vmethod', ['gls', 'bls', 'string', 'lafler']),
  /** Harmonics that all bands share, and those of each band. */
  vBase: choiceField('vbase', ['1', '2', '3', '4', '0']),
  vBand: choiceField('vband', ['1', '0', '2', '3', '4']),
  /** Days; null: what the length of the light curve allows. */
  vRange: rangeField('vrange', periodBounds),
  /** Days; null: the best one found. */
  vPeriod: optionalNumberField('period', periodBounds),
  /** `auto`: what makes sense for the object. */
  vQuantity: choiceField('vof', ['auto', 'dcmag', 'dcflux', 'flux', 'mag']),
  /** Forced photometry is used too. */
  vForced: flagField('vforced'),
  /** Detections of bad quality are used too. */
  vBad: flagField('vbad'),
  /** Added to the phase. */
  vShift: numberField('vshift', 0, { from: 0, to: 0.99 }),
} as const;
