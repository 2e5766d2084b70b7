import type { CallContext } from '#server/clients/upstream.ts';
import type { Metrics } from '#server/telemetry/metrics.ts';
import { createTrace, incomingTraceFrom, type Trace, type TraceDeps } from '#server/telemetry/trace.ts';
import type { WideLog } from '#server/telemetry/wide-log.ts';
import type { HeadersLike } from './caller.ts';
import { type RequestNote, requestNote } from './gate/request-note.ts';
import { shownFailure, statusOfFailure } from './status.ts';

/** One request to the portal: its trace, what it hands to upstream calls, and what it shares between its parts. */
export interface RequestScope {
  readonly trace: Trace;
  readonly call: CallContext;
  /** Runs `work` once a request for `key`, however often it is asked for. */
  once<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Remembers a failure: the first one that is not `aborted` decides status and log line. */
  failed(error: unknown): void;
  /** Counts and logs the request, once. Without `status` the gate does it with the one that was sent; where there is none the failure decides. */
  finish(end?: { readonly status?: number; readonly bytes?: number }): void;
}

export interface ScopeDeps {
  readonly traceDeps: TraceDeps;
  readonly metrics: Metrics;
  readonly log: WideLog;
}

export interface ScopeInput {
  readonly headers: HeadersLike;
  /** Name in metrics and log: `/{objectId}`, `/data/…/.arrow`. */
  readonly route: string;
  readonly method?: string;
  readonly path?: string;
  readonly signal?: AbortSignal;
  /** What the gate knows of the request; that of the request under way unless given. */
  readonly note?: RequestNote;
}

/** Measures a request, from where the gate saw it first if it passed there. The gate then ends it with the status that was sent. */
export function createRequestScope(
  {
    headers,
    route,
    note = requestNote(),
    method = note?.method ?? 'GET',
    path = note?.path ?? route,
    ...more
  }: ScopeInput,
  deps: ScopeDeps,
): RequestScope {
  const trace = note?.trace ?? createTrace(incomingTraceFrom(headers.get.bind(headers)), deps.traceDeps);
  if (note !== undefined && trace.spans.length === 0) trace.record('route', trace.elapsedMs());
  const client = note?.client;
  const signal = more.signal ?? note?.signal;
  const shared = new Map<string, Promise<unknown>>();
  const ended = deps.metrics.requestBegan();
  let failure: unknown;
  let isFinished = false;

  const scope: RequestScope = {
    trace,
    call: { trace, signal, forwardedFor: client },
    once<T>(key: string, work: () => Promise<T>): Promise<T> {
      const known = shared.get(key);
      if (known !== undefined) return sharedAs<T>(known);
      const begun = work();
      shared.set(key, begun);
      return begun;
    },
    failed(error) {
      failure ??= error;
    },
    finish({ status, bytes } = {}) {
      // Behind the gate the status that was sent decides, which is known when the answer is out.
      if (isFinished || (note !== undefined && status === undefined)) return;
      isFinished = true;
      ended();
      const decided = status ?? (failure === undefined ? 200 : statusOfFailure[shownFailure(failure).kind]);
      const { spans } = trace;
      deps.metrics.observeRequest({ route, method, status: decided, durationMs: trace.elapsedMs(), spans });
      deps.log.request({ trace, route, method, path, status: decided, client, bytes, error: failure });
    },
  };
  if (note !== undefined) note.scope = scope;
  return scope;
}

/** The map holds under each key what the same code put there. */
function sharedAs<T>(promise: Promise<unknown>): Promise<T> {
  return promise as Promise<T>;
}
