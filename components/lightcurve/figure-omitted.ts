import { largestApparentError, referenceReachArcsec } from '#domain/photometry/apparent.ts';

/** Why a row of the light curve has no mark. */
export const omissions = [
  'unmeasured',
  'limit-of-difference',
  'reference-far',
  'no-reference',
  'not-positive',
  'uncertain',
  'forced-faint',
  'low-snr',
] as const;
export type Omission = (typeof omissions)[number];

/** Rows without a mark, by reason; reasons that nothing has are absent. */
export type Omitted = readonly { readonly reason: Omission; readonly count: number; readonly text: string }[];

const words: Readonly<Record<Omission, (count: number, minSnr: number) => string>> = {
  unmeasured: (count) => `${count} without a measured value`,
  'limit-of-difference': (count) => `${count} limit${count === 1 ? '' : 's'} of the difference`,
  'reference-far': (count) =>
    `${count} without apparent magnitude: the reference source is over ${referenceReachArcsec}″ away`,
  'no-reference': (count) => `${count} without apparent magnitude: no source in the reference`,
  'not-positive': (count) => `${count} without apparent magnitude: flux not above 0`,
  uncertain: (count) => `${count} without apparent magnitude: σ > ${largestApparentError} mag`,
  'forced-faint': (count) => `${count} forced below 3σ (see flux or asinh)`,
  'low-snr': (count, minSnr) => `${count} with S/N < ${minSnr}`,
};

export function omittedFrom(counts: ReadonlyMap<Omission, number>, minSnr: number): Omitted {
  return omissions.flatMap((reason) => {
    const count = counts.get(reason) ?? 0;
    return count === 0 ? [] : [{ reason, count, text: words[reason](count, minSnr) }];
  });
}

/** One line for the plot and for readers: `not shown: 12 with S/N < 5; 3 limits of the difference`; '' for none. */
export function omittedText(omitted: Omitted): string {
  return omitted.length === 0 ? '' : `not shown: ${omitted.map(({ text }) => text).join('; ')}`;
}
