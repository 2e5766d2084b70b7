import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { HeadersLike } from '../caller.ts';
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

/** What a binary route looks at in a request: of Node's server, or of the web. */
export interface BinaryRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: HeadersLike;
  readonly signal: AbortSignal;
}

/** An answer that is whole; names of headers in lower case. */
export interface BinaryAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array | null;
}

export const immutable = 'public, max-age=31536000, immutable';

/** A body with its ETag, packed where the client takes gzip; 304 without body for one that the client has. */
export async function bodyAnswer(request: BinaryRequest, scope: RequestScope, body: BinaryBody): Promise<BinaryAnswer> {
  const isZipped =
    hasGate() &&
    body.compressible &&
    body.bytes.length >= leastZipped &&
    /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  const tag = body.tag ?? createHash('sha1').update(body.bytes).digest('base64url').slice(0, 20);
  const headers: Record<string, string> = {
    'cache-control': body.cacheControl,
    etag: `"${tag}${isZipped ? '-gz' : ''}"`,
    vary: 'accept-encoding',
    'content-disposition': `inline; filename="${body.filename}"`,
  };
  if (knows(request.headers.get('if-none-match'), tag)) {
    scope.finish({ status: 304 });
    return { status: 304, headers: { ...headers, ...commonHeaders(scope) }, bytes: null };
  }
  const bytes = isZipped ? await scope.trace.span('compress', () => zip(body.bytes, { level: 4 })) : body.bytes;
  if (isZipped) headers[encodingHeader] = 'gzip';
  headers['content-type'] = body.contentType;
  headers['content-length'] = String(bytes.length);
  Object.assign(headers, commonHeaders(scope));
  scope.finish({ status: 200, bytes: bytes.length });
  return { status: 200, headers, bytes };
}

/** What went wrong as `application/problem+json`, never kept by caches. */
export function failureAnswer(scope: RequestScope, error: unknown): BinaryAnswer {
  scope.failed(error);
  const failure = shownFailure(error);
  const status = statusOfFailure[failure.kind];
  const { kind, dependency, retryAfterSeconds } = failure;
  const problem = { title: kind, status, detail: failure.message, kind, dependency, requestId: scope.trace.requestId };
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...commonHeaders(scope),
  };
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  scope.finish({ status });
  return { status, headers, bytes: Buffer.from(JSON.stringify(problem)) };
}

/** The same as a response of the web, as Next wants it. */
export function responseFrom({ status, headers, bytes }: BinaryAnswer): Response {
  return new Response(bytes === null ? null : new Uint8Array(bytes), { status, headers });
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
