import { abortedError } from './deadline.ts';

export interface SingleFlight<T> {
  /** Joins the work under way for `key`, or begins it. `signal` ends this waiter only; the work ends when nobody waits. */
  run(key: string, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Keys under way. */
  size(): number;
}

interface Flight<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  waiters: number;
}

/** Makes callers that want the same thing at the same time share one call. */
export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>();

  const begin = (key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> => {
    const controller = new AbortController();
    const result = Promise.resolve().then(() => work(controller.signal));
    const flight: Flight<T> = { result, controller, waiters: 0 };
    flights.set(key, flight);
    const forget = (): void => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    result.then(forget, forget);
    return flight;
  };

  const leave = (key: string, flight: Flight<T>, reason: unknown): void => {
    flight.waiters -= 1;
    if (flight.waiters > 0) return;
    if (flights.get(key) === flight) flights.delete(key);
    flight.controller.abort(reason);
  };

  return {
    size: () => flights.size,
    run(key, work, signal) {
      if (signal?.aborted) return Promise.reject(abortedError(signal));
      const flight = flights.get(key) ?? begin(key, work);
      flight.waiters += 1;
      if (signal === undefined) return flight.result;
      return new Promise<T>((resolve, reject) => {
        const onAbort = (): void => {
          const failure = abortedError(signal);
          reject(failure);
          leave(key, flight, failure);
        };
        signal.addEventListener('abort', onAbort, { once: true });
        const done = (): void => signal.removeEventListener('abort', onAbort);
        flight.result.finally(done).then(resolve, reject);
      });
    },
  };
}
