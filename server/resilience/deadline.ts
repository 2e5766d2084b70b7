import { PortalError } from '#domain/failure.ts';
import type { Clock } from './clock.ts';

export interface DeadlineOptions {
  readonly timeoutMs: number;
  /** Named in the failure: `object API`, … */
  readonly dependency: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** The failure of work that its caller no longer wants. */
export function abortedError(signal: AbortSignal): PortalError {
  const { reason } = signal;
  return reason instanceof PortalError
    ? reason
    : new PortalError('aborted', 'The request was given up.', { cause: reason });
}

/**
 * Runs `work` with a signal that fires at the deadline or with the caller's signal, and does not wait for work that ignores it.
 * @throws {PortalError} `upstream-timeout` naming the dependency, `aborted` when the caller gave up; else what `work` threw.
 */
export function withDeadline<T>(work: (signal: AbortSignal) => Promise<T>, options: DeadlineOptions): Promise<T> {
  const { timeoutMs, dependency, clock, signal } = options;
  if (signal?.aborted) return Promise.reject(abortedError(signal));
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const end = (failure: PortalError): void => {
      finish();
      reject(failure);
      controller.abort(failure);
    };
    const onAbort = (): void => {
      if (signal) end(abortedError(signal));
    };
    const cancel = clock.after(timeoutMs, () => {
      const seconds = `${Math.round(timeoutMs / 100) / 10} s`;
      end(new PortalError('upstream-timeout', `The ${dependency} did not answer within ${seconds}.`, { dependency }));
    });
    const finish = (): void => {
      cancel();
      signal?.removeEventListener('abort', onAbort);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    Promise.resolve()
      .then(() => work(controller.signal))
      .finally(finish)
      .then(resolve, reject);
  });
}
