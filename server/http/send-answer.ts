import { type Answer, type BodyChunks, isChunks } from './answer.ts';
import { codingFor, compressedChunks, compressedPieces, isCompressible, worthCompressing } from './compress.ts';
import { codedTag } from './conditional.ts';

export interface PreparedAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: readonly Uint8Array[] | BodyChunks | null;
  readonly release?: Answer['release'] | undefined;
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
    if (!coding) return { status, headers, body: answer.body, release: answer.release };
    headers['content-encoding'] = coding;
    return { status, headers, body: compressedChunks(answer.body, coding, answer.release) };
  }
  const pieces = piecesOf(answer.body);
  const length = bytesIn(pieces);
  if (coding && worthCompressing(length)) {
    headers['content-encoding'] = coding;
    if (headers.etag !== undefined) headers.etag = codedTag(headers.etag, coding);
    const coded = (shorter: Uint8Array): PreparedAnswer => {
      headers['content-length'] = String(shorter.length);
      return { status, headers, body: [shorter] };
    };
    const shorter = compressedPieces(pieces, coding, answer.release);
    return shorter instanceof Promise ? shorter.then(coded) : coded(shorter);
  }
  headers['content-length'] = String(length);
  return { status, headers, body: answer.body === null ? null : pieces, release: answer.release };
}

function piecesOf(body: Exclude<Answer['body'], BodyChunks>): readonly Uint8Array[] {
  if (body === null) return [];
  if (typeof body === 'string') return [Buffer.from(body, 'utf8')];
  return body instanceof Uint8Array ? [body] : body;
}

/** Bytes of pieces together. */
export function bytesIn(pieces: readonly Uint8Array[]): number {
  let bytes = 0;
  for (const piece of pieces) bytes += piece.length;
  return bytes;
}
