/** A finished stage of a request: milliseconds since the request began, and how long it took. */
export interface Span {
  readonly stage: string;
  readonly startMs: number;
  readonly durationMs: number;
}

/** Everything one request leaves behind: its ids, its stages, its fields of the wide log line. Made once a request and handed down. */
export interface Trace {
  readonly requestId: string;
  /** W3C trace id (32 hex) and this request's span id (16 hex). */
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
  /** Runs `work` and records how long it took, also when it fails. */
  span<T>(stage: string, work: () => T): T;
  /** Records a stage that was timed elsewhere. */
  record(stage: string, durationMs: number): void;
  /** Adds a field to the wide log line; later values win. */
  note(name: string, value: string | number | boolean): void;
  readonly spans: readonly Span[];
  readonly notes: Readonly<Record<string, string | number | boolean>>;
  elapsedMs(): number;
  /** `traceparent` for a call to the next service. */
  traceparent(): string;
  /** Value of the `Server-Timing` header: one metric a stage (equal stages added up), and `total`. */
  serverTiming(): string;
}

export interface TraceDeps {
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** `bytes` random bytes as lower-case hex. */
  readonly randomHex: (bytes: number) => string;
}

const traceparentPattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const requestIdPattern = /^[A-Za-z0-9_-]{8,64}$/;

/** Continues the caller's trace where its `traceparent` is well-formed, else begins one. An ill-formed request id is replaced. */
export function createTrace(incoming: { traceparent?: string; requestId?: string }, deps: TraceDeps): Trace {
  const parent = traceparentPattern.exec(incoming.traceparent ?? '');
  const traceId = parent?.[1] ?? deps.randomHex(16);
  const spanId = deps.randomHex(8);
  const sampled = parent === null || parent === undefined || (Number.parseInt(parent[3] ?? '00', 16) & 1) === 1;
  const given = incoming.requestId ?? '';
  const requestId = requestIdPattern.test(given) ? given : deps.randomHex(8);
  const beganMs = deps.nowMs();
  const spans: Span[] = [];
  const notes: Record<string, string | number | boolean> = {};

  const finish = (stage: string, fromMs: number): void => {
    spans.push({ stage, startMs: fromMs - beganMs, durationMs: deps.nowMs() - fromMs });
  };

  return {
    requestId,
    traceId,
    spanId,
    sampled,
    spans,
    notes,
    span<T>(stage: string, work: () => T): T {
      const fromMs = deps.nowMs();
      let result: T;
      try {
        result = work();
      } catch (error) {
        finish(stage, fromMs);
        throw error;
      }
      if (result instanceof Promise) return result.finally(() => finish(stage, fromMs)) as T;
      finish(stage, fromMs);
      return result;
    },
    record(stage, durationMs) {
      spans.push({ stage, startMs: deps.nowMs() - beganMs - durationMs, durationMs });
    },
    note(name, value) {
      notes[name] = value;
    },
    elapsedMs: () => deps.nowMs() - beganMs,
    traceparent: () => `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`,
    serverTiming() {
      const total = new Map<string, number>();
      for (const { stage, durationMs } of spans) total.set(stage, (total.get(stage) ?? 0) + durationMs);
      const parts = [...total].map(([stage, ms]) => `${stage};dur=${ms.toFixed(3)}`);
      return [...parts, `total;dur=${(deps.nowMs() - beganMs).toFixed(3)}`].join(', ');
    },
  };
}
