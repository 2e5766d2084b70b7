import type { IncomingMessage } from 'node:http';
import { PortalError } from '#domain/failure.ts';
import type { Clock } from '#server/resilience/clock.ts';
import { abortedError } from '#server/resilience/deadline.ts';
import { failureFromTransport, timeoutFailure } from './rest-failure.ts';

/** The body of an answer, piece by piece. `close` may be called at any time, also while a piece is awaited. */
export interface RestBody {
  /** The next piece; undefined at the end of a whole answer. */
  next(): Promise<Buffer | undefined>;
  close(): void;
}

interface BodyOptions {
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
  readonly timeoutMs: number;
}

/** Bytes that wait to be read, from which on the server waits too. */
const waitingAtMost = 256 << 10;

interface Arrivals {
  /** A piece that is here already. */
  take(): Buffer | undefined;
  /** The next piece, undefined at the end. */
  next(): Promise<Buffer | undefined>;
  /** Nobody wants what is left. A connection whose answer came whole is kept, others are closed. */
  leave(): void;
}

/** What came of an answer, in the pieces in which it came; the iterator of Node's streams copies them together. */
function createArrivals(response: IncomingMessage): Arrivals {
  const pieces: Buffer[] = [];
  let waiting = 0;
  let isLeft = false;
  let isOver = false;
  let error: unknown;
  let wake = (): void => {};
  const end = (): void => {
    isOver = true;
    wake();
  };
  response.on('data', (piece: Buffer) => {
    if (isLeft) return;
    pieces.push(piece);
    waiting += piece.length;
    if (waiting > waitingAtMost) response.pause();
    wake();
  });
  response.on('error', (why) => {
    error ??= why;
  });
  response.on('end', end);
  // Also where the answer is broken off, and then the only sign of it.
  response.on('close', end);
  const take = (): Buffer | undefined => {
    const piece = pieces.shift();
    waiting -= piece?.length ?? 0;
    if (response.isPaused() && waiting <= waitingAtMost / 2) response.resume();
    return piece;
  };
  return {
    take,
    async next() {
      while (pieces.length === 0 && !isOver)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      const piece = take();
      if (piece === undefined && (error !== undefined || !response.complete)) throw error ?? new Error('aborted');
      return piece;
    },
    leave() {
      isLeft = true;
      pieces.length = 0;
      if (response.complete) response.resume();
      else response.destroy();
    },
  };
}

/**
 * Breaking an answer off never hands an error to the socket: it may be back in the pool by then, where nobody listens to it.
 */
export function createBody(response: IncomingMessage, { signal, clock, timeoutMs }: BodyOptions): RestBody {
  const arrivals = createArrivals(response);
  let failure: PortalError | undefined;
  let isOver = false;
  const close = (): void => {
    if (isOver) return;
    isOver = true;
    signal?.removeEventListener('abort', onAbort);
    arrivals.leave();
  };
  const onAbort = (): void => void response.destroy();
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  return {
    close,
    async next() {
      if (signal?.aborted) throw abortedError(signal);
      if (isOver) throw new PortalError('internal', 'The answer of the table store was left already.');
      const here = arrivals.take();
      if (here !== undefined) return here;
      const cancel = clock.after(timeoutMs, () => {
        failure = timeoutFailure(timeoutMs);
        response.destroy();
      });
      try {
        const piece = await arrivals.next();
        if (piece === undefined) close();
        return piece;
      } catch (error) {
        close();
        if (signal?.aborted) throw abortedError(signal);
        throw failure ?? failureFromTransport(error);
      } finally {
        cancel();
      }
    },
  };
}
