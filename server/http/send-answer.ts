import { PortalError } from '#domain/failure.ts';
import { type Answer, type BodyChunks, isChunks } from './answer.ts';
import { codingFor, compressed, compressedChunks, isCompressible, worthCompressing } from './compress.ts';
import { codedTag } from './conditional.ts';

export interface PreparedAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array | BodyChunks | null;
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
export async function prepareAnswer(answer: Answer, acceptEncoding: string | null): Promise<PreparedAnswer> {
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
  let bytes = typeof answer.body === 'string' ? Buffer.from(answer.body, 'utf8') : answer.body;
  if (bytes !== null && coding && worthCompressing(bytes.length)) {
    bytes = await compressed(bytes, coding);
    headers['content-encoding'] = coding;
    if (headers.etag !== undefined) headers.etag = codedTag(headers.etag, coding);
  }
  headers['content-length'] = String(bytes?.length ?? 0);
  return { status, headers, body: bytes };
}

export interface StreamHooks {
  onChunk(bytes: number): void;
  /** Before the end of a body that is whole. */
  onLast?(): void;
  onEnd(error?: unknown): void;
  /** Cuts the connection, so that a body that failed is never taken for a whole one; absent where there is none. */
  breakOff?: (() => void) | undefined;
}

/**
 * A stream that asks for the next piece only when the last was taken, tells of each, and ends its source when the client leaves.
 * `onEnd` is called exactly once.
 */
export function streamFromChunks(chunks: BodyChunks, hooks: StreamHooks): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  let ended = false;
  const end = (error?: unknown): void => {
    if (!ended) hooks.onEnd(error);
    ended = true;
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        let next = await iterator.next();
        while (!next.done && next.value.length === 0) next = await iterator.next();
        if (next.done) {
          if (!ended) hooks.onLast?.();
          controller.close();
          end();
          return;
        }
        hooks.onChunk(next.value.length);
        controller.enqueue(next.value);
      } catch (error) {
        const wasEnded = ended;
        end(error);
        if (hooks.breakOff === undefined || wasEnded) controller.error(error);
        else hooks.breakOff();
      }
    },
    async cancel(reason) {
      end(reason ?? new PortalError('aborted', 'The client left before the end of the answer.'));
      await iterator.return?.();
    },
  });
}
