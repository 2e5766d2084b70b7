import { PortalError } from '#domain/failure.ts';
import { clientAddress, type TrustedProxies } from '#server/resilience/client-address.ts';
import type { RateLimit } from '#server/resilience/rate-limit.ts';
import { createTrace, incomingTraceFrom, type Trace } from '#server/telemetry/trace.ts';
import { type Answer, type BodyChunks, htmlType, isChunks } from './answer.ts';
import { type Arguments, readArguments, validateArguments } from './arguments.ts';
import { createDeadline, type RequestDeadline } from './deadline.ts';
import { errorAnswer, portalErrorFrom, statusOf } from './error-answer.ts';
import type { IncomingRequest } from './incoming.ts';
import type { RequestContext, Route } from './request-context.ts';
import { bytesIn, crossOriginHeaders, type PreparedAnswer, prepareAnswer } from './send-answer.ts';
import type { StreamHooks } from './send-chunks.ts';
import type { ServiceLimits, ServiceOptions } from './service-options.ts';
import type { Turns } from './turns.ts';

/** State that the requests of one service share: limits, and who is under way. */
export interface ServiceState {
  readonly options: ServiceOptions;
  readonly limits: ServiceLimits;
  readonly rate: RateLimit;
  readonly proxies: TrustedProxies;
  readonly underWay: Set<RequestDeadline>;
  readonly turns: Turns;
  draining: boolean;
}

/** An answer on its way out. */
export interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: readonly Uint8Array[] | ReplyStream | null;
  /** See `Answer.release`. */
  readonly release?: Answer['release'] | undefined;
  /** How long its connection isn't read again. */
  readonly restMs?: number;
}

export interface ReplyStream {
  readonly chunks: BodyChunks;
  readonly hooks: StreamHooks;
}

interface Running {
  readonly state: ServiceState;
  readonly route: Route;
  readonly incoming: IncomingRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly trace: Trace;
  readonly client: string;
  readonly deadline: RequestDeadline;
  /** The handler has returned, one way or the other. */
  settled(): void;
  /** Tells metrics and log, once, how it ended. */
  finish(status: number, bytes: number | undefined, error?: unknown): void;
}

/** Made once: to see where it comes from costs more than all else that refusing takes. */
const overloaded = new PortalError('overloaded', 'Too many requests are under way.', { retryAfterSeconds: 1 });
/** Callers that come again at once, whatever `Retry-After` says, would take the processor from those who have a place. */
const shedRestMs = 500;

/** Why a request is not begun, where it is beyond a limit. */
function refusalOf(state: ServiceState, client: { address: string; loopback: boolean }): PortalError | undefined {
  if (!client.loopback || state.limits.rateLoopback) {
    const wait = state.rate.take(client.address);
    if (wait !== undefined) {
      const words = `Too many requests from ${client.address}. Try again in ${wait} s.`;
      return new PortalError('rate-limited', words, { retryAfterSeconds: wait });
    }
  }
  return state.options.metrics.inFlight() > state.limits.concurrency ? overloaded : undefined;
}

function contextOf(running: Running, args: Arguments): RequestContext {
  const { incoming, trace, client, deadline, params } = running;
  const { method, path } = incoming;
  return {
    trace,
    get signal() {
      return deadline.signal;
    },
    method: method === 'HEAD' ? 'GET' : method,
    path,
    params,
    args,
    client,
    header: incoming.header,
    parse: (schema) => trace.span('parse', () => validateArguments(schema, args)),
  };
}

async function answerOf(running: Running): Promise<Answer> {
  const { route, incoming, state, trace } = running;
  const { emptyGet } = route;
  if (route.readsArguments === false) return route.handle(contextOf(running, {}));
  const limitBytes = Math.max(state.limits.bodyBytes, route.bodyBytes ?? 0);
  const reading = trace.span('parse', () => readArguments(incoming, limitBytes));
  const read = reading instanceof Promise ? await untilAborted(reading, running.deadline) : reading;
  if (read.source === 'none' && emptyGet !== undefined) {
    return typeof emptyGet === 'string' ? { contentType: htmlType, body: emptyGet } : emptyGet;
  }
  return route.handle(contextOf(running, read.values));
}

/** What `work` gives, unless the request is aborted before. */
function untilAborted<T>(work: Promise<T>, deadline: RequestDeadline): Promise<T> {
  return new Promise((resolve, reject) => {
    deadline.onAbort(reject);
    work.then(resolve, reject);
  });
}

/** Copied name by name into an object without a prototype: adding to a copy made by spreading costs 2 µs a header (V8 of Node 20). */
function headersOf({ trace, state, route }: Running, own: Readonly<Record<string, string>>): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  if (route.cors !== false) Object.assign(headers, crossOriginHeaders);
  headers['x-request-id'] = trace.requestId;
  headers['server-timing'] = trace.serverTiming();
  if (state.draining) headers.connection = 'close';
  return Object.assign(headers, own);
}

/** The same chunks; each that the source has ready shows that the request is alive, even while none of them goes out. */
async function* renewing(chunks: BodyChunks, deadline: RequestDeadline): BodyChunks {
  for await (const chunk of chunks) {
    deadline.renew();
    yield chunk;
  }
}

function send(running: Running, answer: Answer, error?: unknown): Reply | Promise<Reply> {
  const { incoming, trace, deadline } = running;
  const whole = isChunks(answer.body) ? { ...answer, body: renewing(answer.body, deadline) } : answer;
  const prepared = trace.span('compress', () => prepareAnswer(whole, incoming.header('accept-encoding')));
  return prepared instanceof Promise
    ? prepared.then((ready) => replyOf(running, ready, { answer, error }))
    : replyOf(running, prepared, { answer, error });
}

function replyOf(
  running: Running,
  { status, body, headers: own, release }: PreparedAnswer,
  { answer, error }: { readonly answer: Answer; readonly error: unknown },
): Reply | Promise<Reply> {
  const { incoming, deadline } = running;
  const headers = headersOf(running, own);
  const isHead = incoming.method === 'HEAD';
  if (!isChunks(body)) {
    running.finish(status, body === null ? 0 : bytesIn(body), error);
    return isHead ? { status, headers, body: null } : { status, headers, body, release };
  }
  if (isHead) return withoutBody(running, { status, headers, body });
  const trailers = incoming.carriesTrailers ? answer.trailers : undefined;
  if (trailers !== undefined) {
    headers.trailer = trailers.names.join(', ');
    headers['transfer-encoding'] = 'chunked';
  }
  let sent = 0;
  const hooks: StreamHooks = {
    onChunk(bytes) {
      sent += bytes;
      deadline.renew();
    },
    release,
    trailers: () => trailers?.values(),
    onEnd(failure) {
      if (failure === undefined) running.finish(status, sent);
      else running.finish(statusOf(portalErrorFrom(deadline.reason ?? failure)), sent, failure);
    },
    // A client that takes nothing for as long as the deadline allows is let go.
    onAbort: (breakOff) => deadline.onAbort(breakOff),
  };
  return { status, headers, body: { chunks: body, hooks } };
}

async function withoutBody(
  running: Running,
  { status, headers, body }: Pick<Reply, 'status' | 'headers'> & { readonly body: BodyChunks },
): Promise<Reply> {
  await body[Symbol.asyncIterator]().return?.();
  running.finish(status, 0);
  return { status, headers, body: null };
}

/** The answer to a request, begun in a turn that has time for it, unless the request ends before. */
function begun(running: Running): Promise<Answer> {
  const { incoming, state, trace, deadline } = running;
  const turn = incoming.peer === undefined ? undefined : state.turns.untilTurn();
  if (turn === undefined) return answerOf(running);
  const waited = trace.span('turn', () => turn);
  return waited.then(() => (deadline.reason === undefined ? answerOf(running) : Promise.reject(deadline.reason)));
}

async function run(running: Running, refusal: PortalError | undefined): Promise<Reply> {
  const { incoming, trace, deadline } = running;
  try {
    const work = refusal === undefined ? begun(running) : Promise.reject(refusal);
    work.then(running.settled, running.settled);
    return await send(running, await untilAborted(work, deadline));
  } catch (thrown) {
    const error = portalErrorFrom(deadline.reason ?? thrown);
    const accept = incoming.header('accept') ?? null;
    return send(running, errorAnswer(error, { accept, requestId: trace.requestId }), error);
  }
}

/** Of one request: what it is, which route it is for, and how it hears that its answer is not wanted any more. */
export interface RoutedRequest {
  readonly incoming: IncomingRequest;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  /** Called once, before anything else is done, with what ends the request when its client leaves. */
  readonly onBegin: (giveUp: (reason: PortalError) => void) => void;
}

/** One request from its first byte to its log line. Never rejects. */
export function handleRequest(state: ServiceState, request: RoutedRequest): Promise<Reply> {
  const { options, limits } = state;
  const { incoming, route, params } = request;
  const { header, method, path } = incoming;
  const trace = createTrace(incomingTraceFrom(header), options.trace);
  const client = clientAddress(incoming.peer, header('x-forwarded-for') ?? null, state.proxies);
  const began = options.metrics.requestBegan();
  const ended = incoming.peer === undefined ? began : state.turns.placeUntil(began);
  const deadline = createDeadline(limits.requestTimeoutMs);
  request.onBegin(deadline.abort);
  state.underWay.add(deadline);
  // The place of a request is free again when its answer is out and its handler, aborted or not, has returned.
  let open = 2;
  const settled = (): void => {
    open--;
    if (open === 0) ended();
  };
  let finished = false;
  const finish = (status: number, bytes: number | undefined, error?: unknown): void => {
    if (finished) return;
    finished = true;
    deadline.end();
    state.underWay.delete(deadline);
    settled();
    const durationMs = trace.elapsedMs();
    options.metrics.observeRequest({ route: route.name, method, status, durationMs, spans: trace.spans });
    options.log.request({ trace, route: route.name, method, path, status, client: client.address, bytes, error });
  };
  const running: Running = {
    state,
    route,
    incoming,
    params,
    trace,
    client: client.address,
    deadline,
    finish,
    settled,
  };
  const refusal = refusalOf(state, client);
  const reply = run(running, refusal);
  return refusal === overloaded ? reply.then((shed) => ({ ...shed, restMs: shedRestMs })) : reply;
}
