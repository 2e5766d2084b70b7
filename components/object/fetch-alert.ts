import type { AlertDetail } from '#domain/object/summary.ts';
import { ProcedureError, queryPortal } from '../trpc/query.ts';

/**
 * One alert by the BFF's procedure `alert`.
 * @throws Error with the service's own sentence and the request id.
 */
export async function fetchAlert(
  input: { objectId: string; alertId: string },
  signal: AbortSignal,
): Promise<AlertDetail> {
  try {
    return await queryPortal('alert', input, signal);
  } catch (error) {
    if (!(error instanceof ProcedureError) || error.requestId === undefined) throw error;
    throw new Error(`${error.message} (request ${error.requestId})`, { cause: error });
  }
}
