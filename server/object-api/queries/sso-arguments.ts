import { PortalError, shownValue } from '#domain/failure.ts';
import { Refusal } from '#server/http/refusal.ts';

const namesAtMost = 100;

export interface SsoQuestion {
  readonly n_or_d: string;
  readonly withResiduals: boolean;
}

export const refusal = (words: string, argument: string): Refusal => new Refusal('bad-request', words, { argument });

/** Names between commas, without spaces. */
export function namesIn({ n_or_d: text }: SsoQuestion): string[] {
  const names = [...new Set(text.replaceAll(' ', '').split(','))].filter((name) => name !== '');
  if (names.length <= namesAtMost) return names;
  throw new PortalError('bad-request', `At most ${namesAtMost} names are answered at once: got ${names.length}.`, {
    argument: 'n_or_d',
  });
}

/** @throws {Refusal} where residuals are wanted of a list. */
export function checkOneObject({ n_or_d: text, withResiduals }: SsoQuestion): void {
  if (withResiduals && text.includes(','))
    throw refusal('You cannot request residuals for a list object names.\n', 'n_or_d');
}

/** What is said of a name that nobody knows. */
export function unknownName({ n_or_d: text }: SsoQuestion): Refusal {
  return refusal(`${shownValue(text)} is not a valid name or number according to quaero.\n`, 'n_or_d');
}
