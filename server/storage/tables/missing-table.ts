import { PortalError } from '#domain/failure.ts';

/** Whether a read failed because the store has no such table: it was set up by somebody who keeps less. */
export function isMissingTable(error: unknown, table: string): boolean {
  return (
    error instanceof PortalError && error.kind === 'upstream-failed' && error.message.endsWith(` no table ${table}.`)
  );
}
