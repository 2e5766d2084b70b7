import { type FailureKind, PortalError } from '#domain/failure.ts';
import type { Clock } from './clock.ts';
import { abortedError } from './deadline.ts';

export interface RetryOptions {
  /** Calls at most, the first included. */
  readonly attempts: number;
  /** Upper bound of the first pause; doubles with each further one. */
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly signal?: AbortSignal;
}

const passing: ReadonlySet<FailureKind> = new Set(['unavailable', 'overloaded', 'rate-limited']);

/**
 * Calls `work` again when it failed in a way that passes: only for reads, which may safely be repeated.
 *
 * Pauses are uniform in [0, bound) with the bound doubling (full jitter). A `Retry-After` is kept to, and given up on when it is longer
 * than `maxDelayMs`. Timeouts are not repeated: the time of the person who waits is spent.
 */
export async function retry<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      const pauseMs = pauseAfter(error, attempt, options);
      if (pauseMs === undefined || attempt >= options.attempts) throw error;
      await pause(pauseMs, options);
    }
  }
}

function pauseAfter(error: unknown, attempt: number, options: RetryOptions): number | undefined {
  if (!(error instanceof PortalError) || !passing.has(error.kind)) return undefined;
  const bound = Math.min(options.maxDelayMs, options.baseDelayMs * 2 ** (attempt - 1));
  if (error.retryAfterSeconds === undefined) return options.random() * bound;
  const askedMs = error.retryAfterSeconds * 1000;
  return askedMs > options.maxDelayMs ? undefined : askedMs + options.random() * options.baseDelayMs;
}

function pause(ms: number, { clock, signal }: RetryOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortedError(signal));
    const onAbort = (): void => {
      cancel();
      if (signal) reject(abortedError(signal));
    };
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
