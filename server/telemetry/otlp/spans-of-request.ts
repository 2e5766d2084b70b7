import type { Attributes, HrTime, SpanContext } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import type { RequestEnd } from '../wide-log.ts';

/** Numbers that the OpenTelemetry specification gives to kinds and states; the enums would load the library where it is off. */
const kinds = { internal: 0, server: 1, client: 2 } as const;
const states = { unset: 0, error: 2 } as const;
const sampledFlag = 1;

/** A request that ended, and when, in milliseconds since 1970 UTC. */
export interface EndedRequest extends RequestEnd {
  readonly endedMs: number;
}

export interface SpanMaker {
  readonly resource: Resource;
  readonly version: string;
  readonly randomHex: (bytes: number) => string;
}

/**
 * The request as OpenTelemetry knows it: one server span, and one span below it a stage.
 * Attributes follow the semantic conventions for HTTP 1.23; what only we know begins with `portal.`.
 */
export function spansOfRequest(end: EndedRequest, maker: SpanMaker): readonly ReadableSpan[] {
  const { trace, endedMs } = end;
  const elapsedMs = trace.elapsedMs();
  const beganMs = endedMs - elapsedMs;
  const context = (spanId: string): SpanContext => ({ traceId: trace.traceId, spanId, traceFlags: sampledFlag });
  const parentSpanContext =
    trace.parentSpanId === undefined ? undefined : { ...context(trace.parentSpanId), isRemote: true };
  const common = {
    status: { code: states.unset },
    attributes: {},
    links: [],
    events: [],
    ended: true,
    resource: maker.resource,
    instrumentationScope: { name: 'fink-portal', version: maker.version },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
  const own = context(trace.spanId);
  const request: ReadableSpan = {
    ...common,
    ...interval(beganMs, elapsedMs),
    name: `${end.method} ${end.route}`,
    kind: kinds.server,
    spanContext: () => own,
    ...(parentSpanContext === undefined ? {} : { parentSpanContext }),
    status: end.status >= 500 ? { code: states.error, message: wordsOf(end.error) } : common.status,
    attributes: attributesOf(end),
  };
  const stages = trace.spans.map(({ stage, startMs, durationMs }): ReadableSpan => {
    const stageContext = context(maker.randomHex(8));
    return {
      ...common,
      ...interval(beganMs + startMs, durationMs),
      name: stage,
      kind: stage === 'upstream' ? kinds.client : kinds.internal,
      spanContext: () => stageContext,
      parentSpanContext: own,
    };
  });
  return [request, ...stages];
}

function attributesOf({ trace, route, method, path, status, client, bytes, error }: RequestEnd): Attributes {
  const notes = Object.entries(trace.notes).map(([name, value]) => [`portal.${name}`, value] as const);
  return {
    'http.request.method': method,
    'http.route': route,
    'url.path': path,
    'http.response.status_code': status,
    'portal.requestId': trace.requestId,
    ...(client === undefined ? {} : { 'client.address': client }),
    ...(bytes === undefined ? {} : { 'http.response.body.size': bytes }),
    ...(error === undefined ? {} : { 'error.type': kindOf(error) }),
    ...Object.fromEntries(notes),
  };
}

function kindOf(error: unknown): string {
  if (error instanceof Error) return 'kind' in error ? String(error.kind) : error.name;
  return 'unknown';
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : error === undefined ? '' : String(error);
}

function interval(startMs: number, durationMs: number): Pick<ReadableSpan, 'startTime' | 'endTime' | 'duration'> {
  return { startTime: hrTime(startMs), endTime: hrTime(startMs + durationMs), duration: hrTime(durationMs) };
}

/** Seconds and nanoseconds. */
function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.min(999_999_999, Math.round((ms - seconds * 1000) * 1e6))];
}
