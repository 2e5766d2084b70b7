import { PortalError } from '#domain/failure.ts';
import { abortedError } from '#server/resilience/deadline.ts';
import { secondsFromRetryAfter } from '#server/resilience/http-pool.ts';

export type Fetch = typeof globalThis.fetch;

export interface OutsideRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly accept: string;
  readonly body?: { readonly text: string; readonly contentType: string };
}

export interface OutsideAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfterSeconds: number | undefined;
  readonly bytes: Uint8Array;
}

export interface OutsideHttpOptions {
  /** As people know the service: it is in every failure. */
  readonly dependency: string;
  /** Longest answer that is read, after unpacking. */
  readonly maxBytes: number;
  readonly fetch: Fetch;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const redirectsAtMost = 3;

/**
 * One HTTP exchange with a service of other people. Redirects are followed for GET, within the same host only.
 * @throws {PortalError} `unavailable` when it can't be reached, `upstream-failed` for a foreign redirect or too long an answer.
 */
export async function exchange(
  request: OutsideRequest,
  options: OutsideHttpOptions,
  signal: AbortSignal,
): Promise<OutsideAnswer> {
  const { dependency, maxBytes } = options;
  try {
    const response = await follow(request, options, signal);
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      retryAfterSeconds: secondsFromRetryAfter(response.headers.get('retry-after')),
      bytes: await bytesWithin(response, maxBytes, dependency),
    };
  } catch (error) {
    if (error instanceof PortalError) throw error;
    if (signal.aborted) throw abortedError(signal);
    throw new PortalError('unavailable', `The ${dependency} can't be reached.`, { dependency, cause: error });
  }
}

async function follow(request: OutsideRequest, options: OutsideHttpOptions, signal: AbortSignal): Promise<Response> {
  let { url } = request;
  for (let hops = 0; ; hops++) {
    const response = await options.fetch(url, {
      method: request.method,
      redirect: 'manual',
      signal,
      headers: {
        accept: request.accept,
        ...(request.body === undefined ? {} : { 'content-type': request.body.contentType }),
      },
      ...(request.body === undefined ? {} : { body: request.body.text }),
    });
    if (!redirects.has(response.status)) return response;
    await response.body?.cancel();
    url = nextUrl(request, { from: url, location: response.headers.get('location'), hops }, options.dependency);
  }
}

function nextUrl(
  { method }: OutsideRequest,
  hop: { readonly from: URL; readonly location: string | null; readonly hops: number },
  dependency: string,
): URL {
  const { from, location, hops } = hop;
  const next = location !== null && URL.canParse(location, from) ? new URL(location, from) : undefined;
  const isUpgrade = next?.protocol === 'https:' && from.protocol === 'http:' && next.hostname === from.hostname;
  const isSame = next?.origin === from.origin || isUpgrade;
  if (next !== undefined && isSame && method === 'GET' && hops < redirectsAtMost) return next;
  throw new PortalError('upstream-failed', `The ${dependency} sent us elsewhere, where we don't follow.`, {
    dependency,
  });
}

async function bytesWithin(response: Response, maxBytes: number, dependency: string): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > maxBytes) {
      const words = `The ${dependency} answered more than ${Math.round(maxBytes / 1e6)} MB, which is more than is read here.`;
      throw new PortalError('upstream-failed', words, { dependency });
    }
    chunks.push(chunk);
  }
  if (chunks.length === 1 && chunks[0] !== undefined) return chunks[0];
  const { buffer, byteOffset } = Buffer.concat(chunks, length);
  return new Uint8Array(buffer, byteOffset, length);
}
