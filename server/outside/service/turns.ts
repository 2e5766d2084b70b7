import { PortalError } from '#domain/failure.ts';
import { abortedError } from '#server/resilience/deadline.ts';

export interface Turns {
  /** Runs `work` when fewer than the allowed number are under way. @throws {PortalError} `overloaded` when too many wait. */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

interface Waiting {
  readonly begin: () => void;
}

/** Keeps the number of calls to one service small: its owners count us as one client, and block clients that ask too much. */
export function createTurns(options: { dependency: string; atOnce: number; waitingAtMost: number }): Turns {
  const { dependency, atOnce, waitingAtMost } = options;
  const waiting = new Set<Waiting>();
  let running = 0;

  const place = (signal: AbortSignal): Promise<void> => {
    if (signal.aborted) return Promise.reject(abortedError(signal));
    if (running < atOnce) {
      running += 1;
      return Promise.resolve();
    }
    if (waiting.size >= waitingAtMost)
      return Promise.reject(
        new PortalError('overloaded', `Too many requests wait for the ${dependency}.`, {
          dependency,
          retryAfterSeconds: 5,
        }),
      );
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        waiting.delete(entry);
        reject(abortedError(signal));
      };
      const entry: Waiting = {
        begin: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      waiting.add(entry);
    });
  };
  const done = (): void => {
    const [next] = waiting;
    if (next === undefined) {
      running -= 1;
      return;
    }
    waiting.delete(next);
    next.begin();
  };

  return {
    async run(work, signal) {
      await place(signal);
      try {
        return await work();
      } finally {
        done();
      }
    },
  };
}
