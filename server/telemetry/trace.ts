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
  /** Span id of the caller, where it sent a `traceparent`. */
  readonly parentSpanId: string | undefined;
  /** What other tracing systems of the caller's sent along, handed on as it is. */
  readonly tracestate: string | undefined;
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
  /** Headers for a call to the next service: `traceparent`, `tracestate` where there is one, `x-request-id`. */
  headers(): Readonly<Record<string, string>>;
  /** Value of the `Server-Timing` header: one metric a stage (equal stages added up), and `total`. */
  serverTiming(): string;
}

export interface TraceDeps {
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** `bytes` random bytes as lower-case hex. */
  readonly randomHex: (bytes: number) => string;
  /** Whether a trace is exported, from the caller's decision where there is one; the caller's, else true, unless given. */
  readonly isSampled?: (parentSampled: boolean | undefined, traceId: string) => boolean;
}

/** An id of zeros is none; versions after 00 may carry more at the end (W3C Trace Context, 3.2). */
const traceparentPattern =
  /^(?:00-(?=.{52}$)|(?!00|ff)[0-9a-f]{2}-(?=.{52}(?:-|$)))((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-([0-9a-f]{2})/;
const longestTracestate = 512;
const requestIdPattern = /^[A-Za-z0-9_-]{8,64}$/;

/** Headers of the caller that say which trace a request belongs to. */
export interface IncomingTrace {
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly requestId?: string;
}

/** Reads them, by the way in which headers are asked for by name. */
export function incomingTraceFrom(header: (name: string) => string | null | undefined): IncomingTrace {
  return {
    traceparent: header('traceparent') ?? undefined,
    tracestate: header('tracestate') ?? undefined,
    requestId: header('x-request-id') ?? undefined,
  };
}

const threeDigits: readonly string[] = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, '0'));

/** Milliseconds with three decimals; `toFixed` costs a request more than all of its spans. */
function threeDecimals(ms: number): string {
  const microseconds = Math.max(0, Math.round(ms * 1000));
  return `${Math.floor(microseconds / 1000)}.${threeDigits[microseconds % 1000]}`;
}

type Identity = Pick<Trace, 'requestId' | 'traceId' | 'spanId' | 'parentSpanId' | 'tracestate' | 'sampled'>;

function identityFrom(incoming: IncomingTrace, deps: TraceDeps): Identity {
  const parent = traceparentPattern.exec(incoming.traceparent ?? '');
  const traceId = parent?.[1] ?? deps.randomHex(16);
  const spanId = deps.randomHex(8);
  const asked = parent === null ? undefined : (Number.parseInt(parent[3] ?? '00', 16) & 1) === 1;
  const sampled = deps.isSampled?.(asked, traceId) ?? asked ?? true;
  const { tracestate = '', requestId = '' } = incoming;
  return {
    requestId: requestIdPattern.test(requestId) ? requestId : deps.randomHex(8),
    traceId,
    spanId,
    parentSpanId: parent?.[2],
    tracestate: parent === null || tracestate === '' || tracestate.length > longestTracestate ? undefined : tracestate,
    sampled,
  };
}

function serverTimingOf(spans: readonly Span[], totalMs: number): string {
  const byStage = new Map<string, number>();
  for (const { stage, durationMs } of spans) byStage.set(stage, (byStage.get(stage) ?? 0) + durationMs);
  let text = '';
  for (const [stage, ms] of byStage) text += `${stage};dur=${threeDecimals(ms)}, `;
  return `${text}total;dur=${threeDecimals(totalMs)}`;
}

/** Continues the caller's trace where its `traceparent` is well-formed, else begins one. An ill-formed request id is replaced. */
export function createTrace(incoming: IncomingTrace, deps: TraceDeps): Trace {
  const identity = identityFrom(incoming, deps);
  const { requestId, traceId, spanId, tracestate, sampled } = identity;
  const beganMs = deps.nowMs();
  const spans: Span[] = [];
  const notes: Record<string, string | number | boolean> = {};
  const finish = (stage: string, fromMs: number): void => {
    spans.push({ stage, startMs: fromMs - beganMs, durationMs: deps.nowMs() - fromMs });
  };
  const traceparent = (): string => `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
  return {
    ...identity,
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
    traceparent,
    headers: () => ({
      traceparent: traceparent(),
      ...(tracestate === undefined ? {} : { tracestate }),
      'x-request-id': requestId,
    }),
    serverTiming: () => serverTimingOf(spans, deps.nowMs() - beganMs),
  };
}
