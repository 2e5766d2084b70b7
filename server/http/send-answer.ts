import { type Answer, type BodyChunks, isChunks } from './answer.ts';
import { codingFor, compressed, compressedChunks, isCompressible, worthCompressing } from './compress.ts';
import { codedTag } from './conditional.ts';

export interface PreparedAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array | BodyChunks | null;
  readonly release?: (() => void) | undefined;
}

/** Nothing a service answers is a page that may load or run anything; a documentation page says its own policy. */
const securityHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
};

/** Scripts of other origins may ask, and read what our answers say beside their bodies. */
export const crossOriginHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'Content-Type,Authorization',
  'access-control-allow-methods': 'GET,PUT,POST,DELETE,OPTIONS',
  'access-control-expose-headers':
    'Server-Timing,X-Request-Id,Retry-After,Content-Disposition,X-Result-Truncated,X-Cutouts-Failed,ETag',
  'cross-origin-resource-policy': 'cross-origin',
};

/** The answer as it goes out: body as bytes, compressed where that pays, with the headers that all answers carry. */
export function prepareAnswer(
  answer: Answer,
  acceptEncoding: string | undefined,
): PreparedAnswer | Promise<PreparedAnswer> {
  const status = answer.status ?? 200;
  const headers: Record<string, string> = {
    'content-type': answer.contentType,
    ...securityHeaders,
    ...answer.headers,
  };
  const varies = isCompressible(answer.contentType);
  if (varies) headers.vary = 'Accept-Encoding';
  if (status === 304) {
    delete headers['content-type'];
    return { status, headers, body: null };
  }
  const coding = varies ? codingFor(acceptEncoding) : undefined;
  if (isChunks(answer.body)) {
    if (!coding) return { status, headers, body: answer.body };
    headers['content-encoding'] = coding;
    return { status, headers, body: compressedChunks(answer.body, coding) };
  }
  const bytes = typeof answer.body === 'string' ? Buffer.from(answer.body, 'utf8') : answer.body;
  if (bytes !== null && coding && worthCompressing(bytes.length)) {
    headers['content-encoding'] = coding;
    if (headers.etag !== undefined) headers.etag = codedTag(headers.etag, coding);
    const shorter = compressed(bytes, coding);
    return shorter instanceof Promise
      ? shorter.then((body) => copied(answer, status, headers, body))
      : copied(answer, status, headers, shorter);
  }
  headers['content-length'] = String(bytes?.length ?? 0);
  return { status, headers, body: bytes, release: answer.release };
}

function copied(
  { release }: Answer,
  status: number,
  headers: Record<string, string>,
  body: Uint8Array,
): PreparedAnswer {
  release?.();
  headers['content-length'] = String(body.length);
  return { status, headers, body };
}
