import { z } from 'zod';

/** Base address of an HTTP service, without the last slash; it takes no query, as paths are put behind it. */
export const addressSetting = z
  .string()
  .regex(/^https?:\/\/[^\s?#]+$/, 'an http or https address without query')
  .transform((text) => text.replace(/\/+$/, ''));

/** {@link addressSetting}, or the word `none`. */
export const addressOrNone = z.union(
  [z.literal('none'), addressSetting],
  'an http or https address without query, or `none`',
);

/** Base address of a service that can be done without; `none` becomes undefined: switched off. */
export const switchableAddress = (fallback: string) =>
  addressOrNone.default(fallback).transform((address) => (address === 'none' ? undefined : address));

export const wholeNumber = (least: number, most: number) => {
  const words = `a whole number from ${least} to ${most}`;
  return z.coerce.number(words).int(words).min(least, words).max(most, words);
};

/** How long something may take, from 10 ms to ten minutes. */
export const milliseconds = (fallback: number) => wholeNumber(10, 600_000).default(fallback);
