import { type Context, Hono } from 'hono';
import { trustedProxiesFrom } from '#server/resilience/client-address.ts';
import { createRateLimit } from '#server/resilience/rate-limit.ts';
import { type MetricsPort, openMetricsPort } from '#server/telemetry/metrics-port.ts';
import { htmlType } from './answer.ts';
import { handleRequest, type ServiceState } from './handle-request.ts';
import { createListener, type Listening, type RequestEnv } from './listen.ts';
import { wrongMethod } from './refusal.ts';
import type { Method, Route } from './request-context.ts';
import { requestPath } from './request-path.ts';
import { defaultLimits, type ServiceOptions } from './service-options.ts';
import { healthResponse, metricsResponse, notFoundAnswer, readyResponse } from './service-pages.ts';

interface Bindings {
  Bindings: RequestEnv;
}

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

function createApp(state: ServiceState): Hono<Bindings> {
  const app = new Hono<Bindings>({ getPath: (request) => requestPath(request.url) });
  const handle = (route: Route, context: Context<Bindings>): Promise<Response> =>
    handleRequest(state, route, {
      request: context.req.raw,
      path: context.req.path,
      params: context.req.param(),
      peer: context.env?.peer,
      wire: context.env?.wire,
    });
  app.get('/health', () => healthResponse(state));
  app.get('/ready', () => readyResponse(state));
  const { routes, metricsAt } = state.options;
  if (metricsAt === undefined) app.get('/metrics', () => metricsResponse(state));
  for (const route of routes) {
    app.on([...route.methods], [...route.paths], (context) => handle(route, context));
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
    app.options(path, (context) => handle(tell, context));
    app.all(path, async (context) => {
      const response = await handle(refuse, context);
      response.headers.set('allow', allow);
      return response;
    });
  }
  app.notFound((context) => handle(unknownRoute, context));
  return app;
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
    draining: false,
  };
  const app = createApp(state);
  const listener = createListener((request, env) => app.fetch(request, env), state);
  let metricsPort: MetricsPort | undefined;
  return {
    fetch: async (request) => app.fetch(request),
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
