import type { ServerResponse } from 'node:http';
import { PortalError } from '#domain/failure.ts';
import type { BodyChunks } from './answer.ts';

export interface StreamHooks {
  onChunk(bytes: number): void;
  /** See `Answer.release`. */
  readonly release?: ((bytes: Uint8Array) => void) | undefined;
  /** Asked before the end of a body that is whole. */
  trailers(): Readonly<Record<string, string>> | undefined;
  /** Called exactly once, when the body is out, failed, or was not wanted any more. */
  onEnd(error?: unknown): void;
  /** The request calls back when it is given up. */
  onAbort(breakOff: () => void): void;
}

const left = (): PortalError => new PortalError('aborted', 'The client left before the end of the answer.');

/** Pieces with something in them, the hooks told of each. The source is ended early by whoever stops asking. */
async function nextPiece(iterator: AsyncIterator<Uint8Array>, hooks: StreamHooks): Promise<Uint8Array | undefined> {
  for (;;) {
    const next = await iterator.next();
    if (next.done) return undefined;
    if (next.value.length === 0) continue;
    hooks.onChunk(next.value.length);
    return next.value;
  }
}

/** The body as a web stream, for requests that came without a socket: the next piece is asked for only when the last was taken. */
export function streamFromChunks(chunks: BodyChunks, hooks: StreamHooks): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  let isEnded = false;
  const end = (error?: unknown): void => {
    if (!isEnded) hooks.onEnd(error);
    isEnded = true;
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const piece = await nextPiece(iterator, hooks);
        if (piece !== undefined) {
          controller.enqueue(piece);
          return;
        }
        controller.close();
        end();
      } catch (error) {
        end(error);
        controller.error(error);
      }
    },
    async cancel(reason) {
      end(reason ?? left());
      await iterator.return?.();
    },
  });
}

/** Resolves when the connection takes more, or is closed. */
function untilTaken(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      outgoing.off('drain', done).off('close', done);
      resolve();
    };
    outgoing.on('drain', done).on('close', done);
  });
}

/** Writes a piece, and gives it back when it is out; what a broken connection had is left to the collector. */
export function writePiece(outgoing: ServerResponse, piece: Uint8Array, release: StreamHooks['release']): boolean {
  if (release === undefined) return outgoing.write(piece);
  return outgoing.write(piece, (error) => {
    if (!error) release(piece);
  });
}

/**
 * Breaks the connection of an answer that isn't whole. Chunks without a last one say so by themselves; where the end of the connection
 * is the end of the body (HTTP/1.0, which proxies speak), only a reset does.
 */
function breakConnection(outgoing: ServerResponse): void {
  if (outgoing.chunkedEncoding) outgoing.destroy();
  else outgoing.socket?.resetAndDestroy();
}

/**
 * Sends the body of an answer whose head is written, as fast as the client takes it. A body that fails breaks the connection, so that it
 * is never taken for a whole one.
 */
export async function sendChunks(outgoing: ServerResponse, chunks: BodyChunks, hooks: StreamHooks): Promise<void> {
  const iterator = chunks[Symbol.asyncIterator]();
  let isEnded = false;
  const end = (error?: unknown): void => {
    if (!isEnded) hooks.onEnd(error);
    isEnded = true;
  };
  outgoing.once('close', () => {
    if (isEnded) return;
    end(left());
    void iterator.return?.().then(undefined, () => {});
  });
  hooks.onAbort(() => breakConnection(outgoing));
  try {
    for (;;) {
      const piece = await nextPiece(iterator, hooks);
      if (isEnded) return;
      if (piece === undefined) break;
      if (!writePiece(outgoing, piece, hooks.release)) await untilTaken(outgoing);
      if (isEnded) return;
    }
    const trailers = hooks.trailers();
    if (trailers !== undefined) outgoing.addTrailers(trailers);
    outgoing.end();
    end();
  } catch (error) {
    end(error);
    breakConnection(outgoing);
  }
}
