import type { ClientRequest } from 'node:http';
import { abortedError } from '#server/resilience/deadline.ts';
import type { Answer, Exchange } from './exchange.ts';

export interface UploadRequest {
  readonly url: URL;
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  readonly signal: AbortSignal;
  /** How long the DataNode may take over one piece, and over its answer. */
  readonly silentMs: number;
}

export interface Uploaded {
  readonly answer: Answer;
  readonly length: number;
}

const pieceBytes = 256 << 10;

/** The chunks in pieces of some size, each copied: the source may use its memory again. */
async function* inPieces(chunks: UploadRequest['chunks']): AsyncGenerator<Buffer> {
  let piece = Buffer.allocUnsafe(pieceBytes);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + pieceBytes - filled);
      piece.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < pieceBytes) continue;
      yield piece;
      piece = Buffer.allocUnsafe(pieceBytes);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

function connected(request: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    request.once('socket', (socket) => {
      const event = 'encrypted' in socket ? 'secureConnect' : 'connect';
      if (socket.connecting) socket.once(event, () => resolve());
      else resolve();
    });
  });
}

/** The answer came before the body was sent. */
class Early extends Error {}

/**
 * Sends chunks as the body of one request; none is asked for before the connection stands, so a refused connection may be tried again.
 * @throws {PortalError} `unavailable` when the DataNode breaks off or stays silent, `aborted`; what the source of the chunks threw
 */
export async function upload(exchange: Exchange, { url, chunks, signal, silentMs }: UploadRequest): Promise<Uploaded> {
  if (signal.aborted) throw abortedError(signal);
  const sent = { peer: 'DataNode', method: 'PUT', url, signal, bytesAtMost: 64 << 10 } as const;
  const request = exchange.begin(sent);
  request.setHeader('content-type', 'application/octet-stream');
  const answered = new Promise<Answer>((resolve, reject) => {
    const fail = (error: unknown): void => reject(exchange.failureOf(error, sent));
    request.on('error', fail);
    request.on('response', (response) => exchange.collect(response, sent).then(resolve, fail));
  });
  const early = answered.then((): never => {
    throw new Early();
  });
  early.catch(() => {});
  const written = (piece: Buffer): Promise<void> =>
    new Promise((resolve) => {
      request.setTimeout(silentMs);
      request.write(piece, (error) => {
        request.setTimeout(0);
        // A failure to write is told by the request itself.
        if (!error) resolve();
      });
    });
  try {
    request.flushHeaders();
    await Promise.race([connected(request), early]);
    request.setTimeout(0);
    let length = 0;
    for await (const piece of inPieces(chunks)) {
      if (signal.aborted) throw abortedError(signal);
      await Promise.race([written(piece), early]);
      length += piece.length;
    }
    if (signal.aborted) throw abortedError(signal);
    request.setTimeout(silentMs);
    request.end();
    return { answer: await answered, length };
  } catch (error) {
    if (error instanceof Early) return { answer: await answered, length: -1 };
    throw error;
  } finally {
    if (!request.writableEnded) request.destroy();
  }
}
