import { choiceField, flagField, rangeField } from '#components/view/field.ts';
import { transientModelNames } from '#domain/transient/transient-model-names.ts';

/** Times that can be asked for, MJD. */
export const mjdBounds = { from: 40_000, to: 100_000 } as const;

/** What a visitor can choose of the supernova analysis. */
export const supernovaFields = {
  snModel: choiceField('snmodel', transientModelNames),
  /** A constant flux is fitted too. */
  snBaseline: flagField('snbase'),
  /** Limits count as zero flux. */
  snLimits: flagField('snlimits', true),
  /** MJD from and to: what is fitted, and what the charts show; null: all. */
  snRange: rangeField('snrange', mjdBounds),
} as const;
