import { numberField } from '#components/view/field.ts';

/** What a visitor can choose of the blazar analysis. */
export const blazarFields = {
  /** Percentile below which a flux is low, and above whose opposite it is high. */
  bzPercent: numberField('bzq', 10, { from: 0, to: 50 }),
} as const;
