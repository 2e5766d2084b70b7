import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { type FailureKind, PortalError } from '#domain/failure.ts';

/** Status of pages and binary routes by kind of failure. Total: a new kind does not compile until it has one. */
export const statusOfFailure = {
  'bad-request': 400,
  'not-found': 404,
  gone: 410,
  'too-large': 413,
  'rate-limited': 429,
  overloaded: 503,
  unavailable: 502,
  'upstream-failed': 502,
  'upstream-timeout': 504,
  aborted: 499,
  corrupt: 502,
  internal: 500,
} as const satisfies Record<FailureKind, number>;

/** Code of tRPC by kind of failure. */
export const codeOfFailure = {
  'bad-request': 'BAD_REQUEST',
  'not-found': 'NOT_FOUND',
  gone: 'NOT_FOUND',
  'too-large': 'PAYLOAD_TOO_LARGE',
  'rate-limited': 'TOO_MANY_REQUESTS',
  overloaded: 'SERVICE_UNAVAILABLE',
  unavailable: 'BAD_GATEWAY',
  'upstream-failed': 'BAD_GATEWAY',
  'upstream-timeout': 'GATEWAY_TIMEOUT',
  aborted: 'CLIENT_CLOSED_REQUEST',
  corrupt: 'BAD_GATEWAY',
  internal: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<FailureKind, TRPC_ERROR_CODE_KEY>;

/** The failure that the person sees: ours as it is, any other error without its words (they stay in the log). */
export function shownFailure(error: unknown): PortalError {
  if (error instanceof PortalError) return error;
  return new PortalError('internal', 'Something failed here that should not have.', { cause: error });
}
