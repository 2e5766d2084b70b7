/** An HTTP answer that is none, of the binary routes; its words carry what support asks for. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly status: number;

  constructor(status: number, requestId: string | null) {
    super(`HTTP ${status}${requestId ? `, request ${requestId}` : ''}`);
    this.status = status;
  }
}

/** The body of a binary route. @throws {HttpFailure} unless the answer is 2xx. */
export async function bytesFrom(url: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new HttpFailure(response.status, response.headers.get('x-request-id'));
  return new Uint8Array(await response.arrayBuffer());
}

interface FailureData {
  readonly httpStatus?: number;
  readonly requestId?: string;
}

/** What the BFF says about a failed procedure, by shape, so that these rules need none of tRPC's code. */
function dataOf(error: unknown): FailureData {
  if (!(error instanceof Error) || !('data' in error)) return {};
  const { data } = error;
  if (typeof data !== 'object' || data === null) return {};
  const httpStatus = 'httpStatus' in data && typeof data.httpStatus === 'number' ? data.httpStatus : undefined;
  const requestId = 'requestId' in data && typeof data.requestId === 'string' ? data.requestId : undefined;
  return { httpStatus, requestId };
}

/** Status of a failed query; undefined when no answer came at all. */
function statusOf(error: unknown): number | undefined {
  return error instanceof HttpFailure ? error.status : dataOf(error).httpStatus;
}

/** The words of a failed query, without their full stop, and its request id where it is known. */
export function wordsOfFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { requestId } = dataOf(error);
  const words = error.message.replace(/\.$/, '');
  return requestId === undefined ? words : `${words} (request ${requestId})`;
}

/**
 * Whether a failed read is asked for again. The server has retried its upstreams already, so only what never arrived (twice)
 * and what was busy (once) is worth another try.
 */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  const status = statusOf(error);
  if (status === undefined) return failures < 2 && error instanceof Error && error.name !== 'PortalError';
  return failures < 1 && (status === 429 || status === 503);
}

/** Pause before another try, ms: 0.4 s, 0.8 s; a busy server gets 1 s, the least that it asks for. */
export function retryDelayMs(failures: number, error: unknown): number {
  return statusOf(error) === undefined ? 400 * 2 ** failures : 1_000;
}
