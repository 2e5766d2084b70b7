import { PortalError, shownValue } from '#domain/failure.ts';

const pattern = /^-?\d{1,19}$/;

/**
 * A 64-bit id from its decimal text.
 * @throws {PortalError} `bad-request` for anything else
 */
export function bigintFromIdText(text: string): bigint {
  const id = pattern.test(text) ? BigInt(text) : undefined;
  if (id !== undefined && BigInt.asIntN(64, id) === id) return id;
  throw new PortalError('bad-request', `${shownValue(text)} is not a 64-bit id.`);
}
