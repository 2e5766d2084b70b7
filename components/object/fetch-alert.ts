import type { AlertDetail } from '#domain/object/summary.ts';

interface ProcedureAnswer {
  readonly result?: { readonly data?: AlertDetail };
  readonly error?: { readonly message?: string };
}

/**
 * One alert by the BFF's procedure `alert`, in tRPC's plain GET form: a client library for one call would cost 17 kB before interaction.
 * @throws Error with the service's own sentence and the request id.
 */
export async function fetchAlert(
  input: { objectId: string; alertId: string },
  signal: AbortSignal,
): Promise<AlertDetail> {
  const response = await fetch(`/api/trpc/alert?input=${encodeURIComponent(JSON.stringify(input))}`, { signal });
  const answer = (await response.json()) as ProcedureAnswer;
  const detail = answer.result?.data;
  if (response.ok && detail) return detail;
  const request = response.headers.get('x-request-id');
  throw new Error(`${answer.error?.message ?? `HTTP ${response.status}`}${request ? ` (request ${request})` : ''}`);
}
