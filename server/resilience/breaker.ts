import { type FailureKind, PortalError } from '#domain/failure.ts';

export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerOptions {
  readonly dependency: string;
  /** Failures in a row after which calls are refused. */
  readonly failures: number;
  /** How long calls are refused before one is tried. */
  readonly openMs: number;
  readonly nowMs: () => number;
  /** True for a failure that the dependency only tells: whoever else failed, it works itself. Never, unless given. */
  readonly isAnothers?: (error: unknown) => boolean;
}

export interface Breaker {
  /** @throws {PortalError} `unavailable` naming the dependency, without calling `work`, while the breaker is open. */
  run<T>(work: () => Promise<T>): Promise<T>;
  state(): BreakerState;
}

const tripping: ReadonlySet<FailureKind> = new Set([
  'unavailable',
  'upstream-failed',
  'upstream-timeout',
  'overloaded',
]);

/** Stops calling a dependency that keeps failing, and lets one call through after a while to see whether it is back. */
export function createBreaker(options: BreakerOptions): Breaker {
  const { dependency, failures, openMs, nowMs, isAnothers = () => false } = options;
  let inARow = 0;
  let openedAtMs: number | undefined;
  let trying = false;

  const state = (): BreakerState => {
    if (openedAtMs === undefined) return 'closed';
    return nowMs() - openedAtMs >= openMs ? 'half-open' : 'open';
  };
  const refusal = (): PortalError => {
    const leftMs = Math.max(0, (openedAtMs ?? nowMs()) + openMs - nowMs());
    const retryAfterSeconds = Math.max(1, Math.ceil(leftMs / 1000));
    return new PortalError(
      'unavailable',
      `The ${dependency} keeps failing; it is tried again in ${retryAfterSeconds} s.`,
      {
        dependency,
        retryAfterSeconds,
      },
    );
  };
  const settle = (failed: boolean): void => {
    if (!failed) {
      inARow = 0;
      openedAtMs = undefined;
      return;
    }
    inARow += 1;
    if (openedAtMs !== undefined || inARow >= failures) openedAtMs = nowMs();
  };

  return {
    state,
    async run(work) {
      const before = state();
      if (before === 'open' || (before === 'half-open' && trying)) throw refusal();
      const probe = before === 'half-open';
      trying = probe || trying;
      try {
        const result = await work();
        settle(false);
        return result;
      } catch (error) {
        const kind = error instanceof PortalError ? error.kind : 'internal';
        // Given up by the caller: says nothing about the dependency.
        if (kind !== 'aborted') settle(tripping.has(kind) && !isAnothers(error));
        throw error;
      } finally {
        if (probe) trying = false;
      }
    },
  };
}
