import { PortalError } from '#domain/failure.ts';
import { clientAddress, type TrustedProxies } from '#server/resilience/client-address.ts';
import type { RateLimit } from '#server/resilience/rate-limit.ts';
import { createTrace, incomingTraceFrom, type Trace } from '#server/telemetry/trace.ts';
import { type Answer, type BodyChunks, htmlType, isChunks } from './answer.ts';
import { type Arguments, readArguments, validateArguments } from './arguments.ts';
import { createDeadline, type RequestDeadline } from './deadline.ts';
import { errorAnswer, portalErrorFrom, statusOf } from './error-answer.ts';
import type { Wire } from './listen.ts';
import type { RequestContext, Route } from './request-context.ts';
import { crossOriginHeaders, prepareAnswer, streamFromChunks } from './send-answer.ts';
import type { ServiceLimits, ServiceOptions } from './service-options.ts';

/** State that the requests of one service share: limits, and who is under way. */
export interface ServiceState {
  readonly options: ServiceOptions;
  readonly limits: ServiceLimits;
  readonly rate: RateLimit;
  readonly proxies: TrustedProxies;
  readonly underWay: Set<RequestDeadline>;
  draining: boolean;
}

export interface IncomingRequest {
  readonly request: Request;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** Address of the peer; undefined where there is no socket (tests). */
  readonly peer: string | undefined;
  /** The connection that the answer goes out on; undefined where there is no socket. */
  readonly wire?: Wire | undefined;
}

interface Running {
  readonly state: ServiceState;
  readonly route: Route;
  readonly incoming: IncomingRequest;
  readonly trace: Trace;
  readonly client: string;
  readonly deadline: RequestDeadline;
  /** The handler has returned, one way or the other. */
  settled(): void;
  /** Tells metrics and log, once, how it ended. */
  finish(status: number, bytes: number | undefined, error?: unknown): void;
}

function refuseBeyondLimits(state: ServiceState, client: { address: string; loopback: boolean }): void {
  if (!client.loopback || state.limits.rateLoopback) {
    const wait = state.rate.take(client.address);
    if (wait !== undefined) {
      const words = `Too many requests from ${client.address}. Try again in ${wait} s.`;
      throw new PortalError('rate-limited', words, { retryAfterSeconds: wait });
    }
  }
  if (state.options.metrics.inFlight() > state.limits.concurrency) {
    throw new PortalError('overloaded', 'Too many requests are under way.', { retryAfterSeconds: 1 });
  }
}

function contextOf(running: Running, args: Arguments): RequestContext {
  const { incoming, trace, client, deadline } = running;
  const { request, path, params } = incoming;
  return {
    trace,
    signal: deadline.signal,
    method: request.method === 'HEAD' ? 'GET' : request.method,
    path,
    params,
    args,
    client,
    header: (name) => request.headers.get(name) ?? undefined,
    parse: (schema) => trace.span('parse', () => validateArguments(schema, args)),
  };
}

async function answerOf(running: Running): Promise<Answer> {
  const { route, incoming, state, trace, deadline } = running;
  const { emptyGet } = route;
  if (route.readsArguments === false) return route.handle(contextOf(running, {}));
  const reading = readArguments(incoming.request, Math.max(state.limits.bodyBytes, route.bodyBytes ?? 0));
  const read = await trace.span('parse', () => Promise.race([reading, deadline.passed]));
  if (read.source === 'none' && emptyGet !== undefined) {
    return typeof emptyGet === 'string' ? { contentType: htmlType, body: emptyGet } : emptyGet;
  }
  return route.handle(contextOf(running, read.values));
}

function commonHeaders({ trace, state, route }: Running): Record<string, string> {
  return {
    ...(route.cors === false ? {} : crossOriginHeaders),
    'x-request-id': trace.requestId,
    'server-timing': trace.serverTiming(),
    ...(state.draining ? { connection: 'close' } : {}),
  };
}

/** Buffers of ours never lie on shared memory, which is all that the wider type of Uint8Array would allow. */
function bodyInit(bytes: Uint8Array | null): BodyInit | null {
  return bytes as Uint8Array<ArrayBuffer> | null;
}

/** The same chunks; each that the source has ready shows that the request is alive, even while none of them goes out. */
async function* renewing(chunks: BodyChunks, deadline: RequestDeadline): BodyChunks {
  for await (const chunk of chunks) {
    deadline.renew();
    yield chunk;
  }
}

async function send(running: Running, answer: Answer, error?: unknown): Promise<Response> {
  const { incoming, trace, deadline } = running;
  const { request } = incoming;
  const encoding = request.headers.get('accept-encoding');
  const whole = isChunks(answer.body) ? { ...answer, body: renewing(answer.body, deadline) } : answer;
  const prepared = await trace.span('compress', () => prepareAnswer(whole, encoding));
  const { status, body } = prepared;
  const headers = { ...commonHeaders(running), ...prepared.headers };
  if (!isChunks(body)) {
    running.finish(status, body?.length ?? 0, error);
    return new Response(request.method === 'HEAD' ? null : bodyInit(body), { status, headers });
  }
  if (request.method === 'HEAD') {
    await body[Symbol.asyncIterator]().return?.();
    running.finish(status, 0);
    return new Response(null, { status, headers });
  }
  const { wire } = incoming;
  const trailers = wire?.carriesTrailers ? answer.trailers : undefined;
  if (trailers !== undefined) {
    headers.trailer = trailers.names.join(', ');
    headers['transfer-encoding'] = 'chunked';
  }
  // A client that takes nothing for as long as the deadline allows is let go.
  deadline.passed.catch(() => wire?.breakOff());
  let sent = 0;
  const stream = streamFromChunks(body, {
    onChunk(bytes) {
      sent += bytes;
      deadline.renew();
    },
    onLast() {
      if (trailers !== undefined) wire?.addTrailers(trailers.values());
    },
    onEnd(failure) {
      if (failure === undefined) running.finish(status, sent);
      else running.finish(statusOf(portalErrorFrom(deadline.signal.reason ?? failure)), sent, failure);
    },
    breakOff: wire && (() => wire.breakOff()),
  });
  return new Response(stream, { status, headers });
}

async function run(running: Running): Promise<Response> {
  const { incoming, trace, deadline } = running;
  try {
    const work = answerOf(running).finally(running.settled);
    const answer = await Promise.race([work, deadline.passed]);
    return await send(running, answer);
  } catch (thrown) {
    const error = portalErrorFrom(deadline.signal.aborted ? deadline.signal.reason : thrown);
    const accept = incoming.request.headers.get('accept');
    return send(running, errorAnswer(error, { accept, requestId: trace.requestId }), error);
  }
}

/** One request from its first byte to its log line. Never rejects. */
export function handleRequest(state: ServiceState, route: Route, incoming: IncomingRequest): Promise<Response> {
  const { options, limits } = state;
  const { request, path } = incoming;
  const { headers } = request;
  const trace = createTrace(
    incomingTraceFrom((name) => headers.get(name)),
    options.trace,
  );
  const client = clientAddress(incoming.peer, headers.get('x-forwarded-for'), state.proxies);
  const ended = options.metrics.requestBegan();
  const deadline = createDeadline(request.signal, limits.requestTimeoutMs);
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
    const { method } = request;
    const durationMs = trace.elapsedMs();
    options.metrics.observeRequest({ route: route.name, method, status, durationMs, spans: trace.spans });
    options.log.request({ trace, route: route.name, method, path, status, client: client.address, bytes, error });
  };
  const running: Running = { state, route, incoming, trace, client: client.address, deadline, finish, settled };
  try {
    refuseBeyondLimits(state, client);
  } catch (error) {
    return run({ ...running, route: { ...route, readsArguments: false, handle: () => Promise.reject(error) } });
  }
  return run(running);
}
