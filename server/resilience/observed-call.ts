import { PortalError } from '#domain/failure.ts';
import type { UpstreamOutcome } from '#server/telemetry/metrics.ts';

export interface ObservedCall {
  /** The dependency as people know it. */
  readonly upstream: string;
  readonly nowMs: () => number;
  readonly observe: ((outcome: UpstreamOutcome) => void) | undefined;
}

/** Runs one call of a dependency, and tells how it ended (`ok`, or the kind of its failure) and how long it took. */
export async function observedCall<T>(work: () => Promise<T>, { upstream, nowMs, observe }: ObservedCall): Promise<T> {
  const fromMs = nowMs();
  let outcome = 'internal';
  try {
    const result = await work();
    outcome = 'ok';
    return result;
  } catch (error) {
    if (error instanceof PortalError) outcome = error.kind;
    throw error;
  } finally {
    observe?.({ upstream, outcome, durationMs: nowMs() - fromMs });
  }
}
