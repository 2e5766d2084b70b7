import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { encodingHeader } from '../gate/finish-head.ts';
import { hasGate } from '../gate/install-gate.ts';
import type { RequestScope } from '../request-scope.ts';
import { shownFailure, statusOfFailure } from '../status.ts';

const zip = promisify(gzip);
/** Smaller bodies gain nothing. */
const leastZipped = 1024;

export interface BinaryBody {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly cacheControl: string;
  /** Name when saved. */
  readonly filename: string;
  /** False for what is compressed already. */
  readonly compressible: boolean;
  /** Names these bytes among all that this portal ever sends, for what never changes. Without it the bytes are digested. */
  readonly tag?: string;
}

export const immutable = 'public, max-age=31536000, immutable';

/** A body with its ETag, packed where the client takes gzip; 304 without body for one that the client has. */
export async function bodyResponse(request: Request, scope: RequestScope, body: BinaryBody): Promise<Response> {
  const isZipped =
    hasGate() &&
    body.compressible &&
    body.bytes.length >= leastZipped &&
    /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  const tag = body.tag ?? createHash('sha1').update(body.bytes).digest('base64url').slice(0, 20);
  const etag = `"${tag}${isZipped ? '-gz' : ''}"`;
  const headers = new Headers({
    'cache-control': body.cacheControl,
    etag,
    vary: 'accept-encoding',
    'content-disposition': `inline; filename="${body.filename}"`,
    ...commonHeaders(scope),
  });
  if (knows(request.headers.get('if-none-match'), tag)) {
    scope.finish({ status: 304 });
    return new Response(null, { status: 304, headers });
  }
  const bytes = isZipped ? await scope.trace.span('compress', () => zip(body.bytes, { level: 4 })) : body.bytes;
  if (isZipped) headers.set(encodingHeader, 'gzip');
  headers.set('content-type', body.contentType);
  headers.set('content-length', String(bytes.length));
  headers.set('server-timing', scope.trace.serverTiming());
  scope.finish({ status: 200, bytes: bytes.length });
  return new Response(new Uint8Array(bytes), { headers });
}

/** What went wrong as `application/problem+json`, never kept by caches. */
export function failureResponse(scope: RequestScope, error: unknown): Response {
  scope.failed(error);
  const failure = shownFailure(error);
  const status = statusOfFailure[failure.kind];
  const { kind, dependency, retryAfterSeconds } = failure;
  const problem = { title: kind, status, detail: failure.message, kind, dependency, requestId: scope.trace.requestId };
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...commonHeaders(scope),
  });
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds));
  scope.finish({ status });
  return new Response(JSON.stringify(problem), { status, headers });
}

function commonHeaders({ trace }: RequestScope): Record<string, string> {
  return {
    'x-request-id': trace.requestId,
    'server-timing': trace.serverTiming(),
    'x-content-type-options': 'nosniff',
  };
}

/** True when the client's tags name this body, packed or not. */
function knows(header: string | null, tag: string): boolean {
  if (header === null) return false;
  return header
    .split(',')
    .map((known) => known.trim().replace(/^W\//, ''))
    .some((known) => known === '*' || known === `"${tag}"` || known === `"${tag}-gz"`);
}
