import type { Trace } from '#server/telemetry/trace.ts';

export interface SummedTrace {
  /** Adds up the time of each stage instead of keeping every span: a long answer goes through its stages thousands of times. */
  readonly trace: Trace;
  /** Records each stage once, with the time of all its turns. */
  record(): void;
}

/** The same items; how long each was waited for counts as `stage`. Ending it early ends the source. */
export async function* timedItems<T>(items: AsyncIterable<T>, stage: string, trace: Trace): AsyncGenerator<T> {
  const source = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await trace.span(stage, () => source.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await source.return?.();
  }
}

/** A trace for work in many turns, on top of that of the request. */
export function summedTrace(trace: Trace): SummedTrace {
  const sums = new Map<string, number>();
  const add = (stage: string, fromMs: number): void => {
    sums.set(stage, (sums.get(stage) ?? 0) + trace.elapsedMs() - fromMs);
  };
  return {
    trace: {
      ...trace,
      span<T>(stage: string, work: () => T): T {
        const fromMs = trace.elapsedMs();
        const result = work();
        if (result instanceof Promise) return result.finally(() => add(stage, fromMs)) as T;
        add(stage, fromMs);
        return result;
      },
    },
    record() {
      for (const [stage, ms] of sums) trace.record(stage, ms);
      sums.clear();
    },
  };
}
