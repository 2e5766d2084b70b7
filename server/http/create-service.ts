import { RegExpRouter } from 'hono/router/reg-exp-router';
import { SmartRouter } from 'hono/router/smart-router';
import { TrieRouter } from 'hono/router/trie-router';
import { PortalError } from '#domain/failure.ts';
import { trustedProxiesFrom } from '#server/resilience/client-address.ts';
import { createRateLimit } from '#server/resilience/rate-limit.ts';
import { type MetricsPort, openMetricsPort } from '#server/telemetry/metrics-port.ts';
import { htmlType } from './answer.ts';
import { handleRequest, type Reply, type ServiceState } from './handle-request.ts';
import { type IncomingRequest, incomingFromRequest } from './incoming.ts';
import { createListener, type Listening, type Respond } from './listen.ts';
import { wrongMethod } from './refusal.ts';
import type { Method, Route } from './request-context.ts';
import { streamFromChunks } from './send-chunks.ts';
import { defaultLimits, type ServiceOptions } from './service-options.ts';
import { healthReply, metricsReply, notFoundAnswer, readyReply } from './service-pages.ts';
import { createTurns } from './turns.ts';

export interface Service {
  /** For tests: a request without a socket. */
  fetch(request: Request): Promise<Response>;
  /**
   * Opens the port; 0 = any free one.
   * @throws {PortalError} `unavailable` with one sentence that says what to do, when the port can't be had.
   */
  listen(where: { host: string; port: number }): Promise<Listening>;
  /** Stops accepting, finishes what is under way within the bound, aborts the rest, closes. */
  shutdown(): Promise<void>;
}

function allowOf(methods: ReadonlySet<Method>): string {
  const head = methods.has('GET') ? ['HEAD'] : [];
  return [...methods, ...head, 'OPTIONS'].sort().join(', ');
}

/** Methods of each path over all routes: what `Allow` says. */
function methodsByPath(routes: readonly Route[]): Map<string, Set<Method>> {
  const byPath = new Map<string, Set<Method>>();
  for (const route of routes) {
    for (const path of route.paths) {
      const methods = byPath.get(path) ?? new Set<Method>();
      for (const method of route.methods) methods.add(method);
      byPath.set(path, methods);
    }
  }
  return byPath;
}

/** What answers where no route does. */
const unknownRoute: Route = {
  name: 'unknown',
  paths: [],
  methods: [],
  readsArguments: false,
  cors: false,
  handle: notFoundAnswer,
};

/** What answers a path: a route, or a page that is answered whatever the limits say, and leaves no trace. */
type Target = { readonly route: Route; readonly allow?: string } | { readonly page: () => Reply | Promise<Reply> };

/** The router of Hono, for paths in its form. The first that was added for a path and method answers. */
function createRouter(state: ServiceState): SmartRouter<Target> {
  const router = new SmartRouter<Target>({ routers: [new RegExpRouter(), new TrieRouter()] });
  const { routes, metricsAt } = state.options;
  router.add('GET', '/health', { page: () => healthReply(state) });
  router.add('GET', '/ready', { page: () => readyReply(state) });
  if (metricsAt === undefined) router.add('GET', '/metrics', { page: () => metricsReply(state) });
  for (const route of routes) {
    for (const path of route.paths) for (const method of route.methods) router.add(method, path, { route });
  }
  for (const [path, methods] of methodsByPath(routes)) {
    const allow = allowOf(methods);
    const refuse: Route = {
      name: routes.find((route) => route.paths.includes(path))?.name ?? 'unknown',
      paths: [path],
      methods: [],
      readsArguments: false,
      handle: () => Promise.reject(wrongMethod()),
    };
    const tell: Route = {
      ...refuse,
      handle: () => ({ contentType: htmlType, headers: { allow }, body: null }),
    };
    router.add('OPTIONS', path, { route: tell });
    router.add('ALL', path, { route: refuse, allow });
  }
  return router;
}

function paramsOf(
  names: Readonly<Record<string, string | number>>,
  stash: readonly string[] = [],
): Readonly<Record<string, string>> {
  const params: Record<string, string> = {};
  for (const name in names) {
    const found = names[name];
    params[name] = (typeof found === 'number' ? stash[found] : found) ?? '';
  }
  return params;
}

function createRespond(state: ServiceState): Respond {
  const router = createRouter(state);
  return async (incoming, onBegin) => {
    const method = incoming.method === 'HEAD' ? 'GET' : incoming.method;
    const [found, stash] = router.match(method, incoming.path);
    const [target, names] = found[0] ?? [{ route: unknownRoute }, {}];
    if ('page' in target) {
      const reply = await target.page();
      return incoming.method === 'HEAD' ? { ...reply, body: null } : reply;
    }
    const { route, allow } = target;
    const reply = await handleRequest(state, { incoming, route, params: paramsOf(names, stash), onBegin });
    if (allow !== undefined) reply.headers.allow = allow;
    return reply;
  };
}

function bodyInit(body: Reply['body']): BodyInit | null {
  if (body === null) return null;
  if ('chunks' in body) return streamFromChunks(body.chunks, body.hooks);
  return Buffer.concat(body);
}

/** Answers a request that came without a socket. */
async function fetchWith(respond: Respond, request: Request): Promise<Response> {
  const incoming: IncomingRequest = incomingFromRequest(request);
  const { status, headers, body } = await respond(incoming, (giveUp) => {
    const leave = (): void => giveUp(new PortalError('aborted', 'The client left before the answer.'));
    if (request.signal.aborted) leave();
    else request.signal.addEventListener('abort', leave, { once: true });
  });
  return new Response(bodyInit(body), { status, headers });
}

/** An HTTP service: routes as data, and around them all that services have in common. Nothing runs before `listen`. */
export function createService(options: ServiceOptions): Service {
  const limits = { ...defaultLimits, ...options.limits };
  const { ratePerSecond: perSecond, rateBurst: burst } = limits;
  const state: ServiceState = {
    options,
    limits,
    rate: createRateLimit({ perSecond, burst, nowMs: options.trace.nowMs }),
    proxies: options.trustedProxies ?? trustedProxiesFrom(''),
    underWay: new Set(),
    turns: createTurns({ nowMs: options.trace.nowMs, later: setImmediate }),
    draining: false,
  };
  const respond = createRespond(state);
  const listener = createListener(respond, state);
  let metricsPort: MetricsPort | undefined;
  return {
    fetch: (request) => fetchWith(respond, request),
    async listen(where) {
      const { metrics, metricsAt, log } = options;
      if (metricsAt !== undefined) {
        metricsPort = await openMetricsPort(metrics, metricsAt);
        log.info(`metrics at ${metricsPort.url}`);
      }
      return listener.listen(where);
    },
    async shutdown() {
      await listener.shutdown();
      await metricsPort?.close();
    },
  };
}
