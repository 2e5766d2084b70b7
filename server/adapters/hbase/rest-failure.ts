import { PortalError } from '#domain/failure.ts';
import { isCertificateTrouble, secondsFromRetryAfter } from '#server/resilience/http-pool.ts';

const dependency = 'table store';

/** What HBase REST writes first into the body of an error, without the stack of Java behind it. */
function reasonIn(body: string): string {
  const lines = body.split(/[\r\n]+/).map((line) => line.trim());
  const named = lines.find((line) => /Exception|Error:/.test(line) && !line.startsWith('at '));
  return (named ?? '').replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}

/** The failure that an HTTP status of HBase REST means; 5xx may pass (HBase REST says 500 also for regions on the move), the rest do not. */
export function failureFromStatus(status: number, body: string, retryAfter?: string): PortalError {
  const cause = new Error(`HTTP ${status} ${reasonIn(body)}`.trim());
  if (status === 401 || status === 403)
    return new PortalError('upstream-failed', `The table store refuses this service (HTTP ${status}).`, {
      dependency,
      cause,
    });
  if (status === 429 || status >= 500) {
    const retryAfterSeconds = secondsFromRetryAfter(retryAfter);
    return new PortalError('unavailable', `The table store can't answer now (HTTP ${status}).`, {
      dependency,
      cause,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
  }
  return new PortalError('upstream-failed', `The table store failed (HTTP ${status}).`, { dependency, cause });
}

/** A failure of the connection itself: passing, but for a certificate that is not trusted. */
export function failureFromTransport(error: unknown): PortalError {
  if (error instanceof PortalError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (isCertificateTrouble(code)) {
    return new PortalError('upstream-failed', `The certificate of the table store is not trusted (${code}).`, {
      dependency,
      cause: error,
    });
  }
  return new PortalError('unavailable', "The table store can't be reached.", { dependency, cause: error });
}

export function timeoutFailure(timeoutMs: number): PortalError {
  const seconds = Math.round(timeoutMs / 100) / 10;
  return new PortalError('upstream-timeout', `The table store did not answer within ${seconds} s.`, { dependency });
}

/** An answer that is not what HBase REST sends. */
export function garbled(what: string): PortalError {
  return new PortalError('corrupt', `The table store sent an answer that can't be read: ${what}.`, { dependency });
}

export function missingTable(table: string): PortalError {
  return new PortalError('upstream-failed', `The table store has no table ${table}.`, { dependency });
}

export function missingFamily(table: string, family: string): PortalError {
  return new PortalError('upstream-failed', `The table ${table} of the table store has no column family ${family}.`, {
    dependency,
  });
}
