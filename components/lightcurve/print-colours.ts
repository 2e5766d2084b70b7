import type { BandName } from '#domain/surveys/survey.ts';

/** The bands of the light theme, for what leaves the page: told apart with every kind of colour sight, and in print by their markers. */
export const printColours: Readonly<Record<BandName, string>> = {
  u: '#4b30c4',
  g: '#00766a',
  r: '#bb4408',
  i: '#6a0846',
  z: '#746038',
  y: '#141c24',
};
