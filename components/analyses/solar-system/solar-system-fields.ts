import { choiceField, flagField, optionalNumberField } from '#components/view/field.ts';
import { phaseModelNames } from '#domain/solar-system/phase-model-names.ts';

/** Rotation periods that a fit can begin with, hours. */
export const periodBounds = { from: 2.2, to: 24_000 } as const;

/** What a visitor can choose of the Solar System analysis. */
export const solarSystemFields = {
  ssModel: choiceField('ssmodel', phaseModelNames),
  /** All alerts count the same, or by their errors. */
  ssWeights: choiceField('ssweights', ['equal', 'errors']),
  /** Rotation period that SOCCA begins with, hours; null: searched for. */
  ssPeriod: optionalNumberField('ssperiod', periodBounds),
  /** Apparition that stands out, from 1; null: none. */
  ssApparition: optionalNumberField('ssapp', { from: 1, to: 999 }),
  /** The broker's own fit is shown beside. */
  ssTable: flagField('sstable'),
} as const;
