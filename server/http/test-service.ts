import { z } from 'zod';
import { createMetrics } from '#server/telemetry/metrics.ts';
import { createSystemTraceDeps } from '#server/telemetry/system-trace-deps.ts';
import { createWideLog } from '#server/telemetry/wide-log.ts';
import { jsonAnswer } from './answer.ts';
import { createService, type Service } from './create-service.ts';
import type { Route } from './request-context.ts';
import type { ServiceOptions } from './service-options.ts';

const echoSchema = z.object({ objectId: z.string().min(1), n: z.coerce.number().int().min(1).max(10).default(1) });

export const echo: Route = {
  name: 'echo',
  paths: ['/api/v1/echo', '/ztf/api/v1/echo'],
  methods: ['GET', 'POST'],
  emptyGet: 'Echo what was asked',
  handle: (context) => jsonAnswer(context.parse(echoSchema)),
};

export function fails(name: string, error: unknown): Route {
  return { name, paths: [`/api/v1/${name}`], methods: ['GET'], handle: () => Promise.reject(error) };
}

export const waits: Route = {
  name: 'waits',
  paths: ['/api/v1/waits'],
  methods: ['GET'],
  handle: async ({ args, signal }) => {
    await new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, Number(args.ms ?? 20));
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    });
    return jsonAnswer({ id: args.id });
  },
};

export const ignoresSignal: Route = {
  name: 'deaf',
  paths: ['/api/v1/deaf'],
  methods: ['GET'],
  handle: async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return jsonAnswer({});
  },
};

/** What the route of streams did, over all tests of a file. */
export const streamed = { chunks: 0, ended: 0 };
export const streams: Route = {
  name: 'streams',
  paths: ['/api/v1/streams'],
  methods: ['GET'],
  handle: ({ args }) => ({
    contentType: 'text/csv',
    body: (async function* () {
      try {
        for (let i = 0; i < Number(args.n); i++) {
          streamed.chunks++;
          await new Promise((resolve) => setImmediate(resolve));
          yield Buffer.from(`${i},`.repeat(100));
        }
      } finally {
        streamed.ended++;
      }
    })(),
  }),
};

/** Lines of the log of all services since the last end of a test. */
export const lines: string[] = [];
const services: Service[] = [];

/** A service of these routes and `routes`; ended by {@link endServices}. */
export function service(extra: Partial<ServiceOptions> = {}, routes: readonly Route[] = []): Service {
  const made = createService({
    name: 'test-api',
    version: '9.9.9',
    routes: [echo, waits, ignoresSignal, streams, ...routes],
    trace: createSystemTraceDeps(),
    metrics: createMetrics({ service: 'test-api', version: '9.9.9', processMetrics: false }),
    log: createWideLog({ service: 'test-api', version: '9.9.9', destination: { write: (line) => lines.push(line) } }),
    ...extra,
  });
  services.push(made);
  return made;
}

export const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Request(`http://localhost${path}`, { headers, method });
export const post = (path: string, body: string, type = 'application/json') =>
  new Request(`http://localhost${path}`, { method: 'POST', body, headers: { 'content-type': type } });

/** To be called after each test. */
export async function endServices(): Promise<void> {
  await Promise.all(services.splice(0).map((made) => made.shutdown()));
  lines.length = 0;
}

export async function listening(made: Service) {
  return made.listen({ host: '127.0.0.1', port: 0 });
}
