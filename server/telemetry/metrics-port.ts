import { EventEmitter } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { z } from 'zod';
import type { Metrics } from './metrics.ts';

/** Where metrics are answered when they have a port of their own. */
export interface MetricsPlace {
  readonly host: string;
  readonly port: number;
}

export interface MetricsPort {
  /** `http://127.0.0.1:9464/metrics` */
  readonly url: string;
  close(): Promise<void>;
}

/** Settings of every process that counts. The descriptions become docs/configuration.md. */
export const metricsEnvShape = {
  METRICS_PORT: z.coerce
    .number('a port, 1 to 65535')
    .int('a port, 1 to 65535')
    .min(1, 'a port, 1 to 65535')
    .max(65_535, 'a port, 1 to 65535')
    .optional()
    .describe(
      'Port on which `/metrics` is answered, and then nowhere else; with `npm start` that of web, and the next two are of object API and cutout API',
    ),
  METRICS_HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on with METRICS_PORT'),
} as const;

const metricsEnvSchema = z.object(metricsEnvShape);

/** Undefined: metrics are answered on the port of the process itself. */
export function metricsPlaceFrom(env: z.output<typeof metricsEnvSchema>): MetricsPlace | undefined {
  return env.METRICS_PORT === undefined ? undefined : { host: env.METRICS_HOST, port: env.METRICS_PORT };
}

function answerFrom(metrics: Metrics): RequestListener {
  return (request, response) => {
    request.resume();
    const tell = (status: number, text: string, headers: Record<string, string> = {}): void => {
      response.writeHead(status, {
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
        ...headers,
      });
      response.end(request.method === 'HEAD' ? undefined : text);
    };
    if (request.url?.split('?')[0] !== '/metrics') return tell(404, 'Only /metrics is here.\n');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return tell(405, 'GET and HEAD are answered.\n', { allow: 'GET, HEAD' });
    metrics.exposition().then(
      (text) => tell(200, text, { 'content-type': metrics.contentType }),
      () => tell(500, 'The metrics could not be written.\n'),
    );
  };
}

/**
 * Answers `/metrics` at `place` (port 0: any free one) and never keeps the process alive by itself.
 * @throws {Error} with one sentence when the port can't be had.
 */
export async function openMetricsPort(metrics: Metrics, { host, port }: MetricsPlace): Promise<MetricsPort> {
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, answerFrom(metrics));
  // The portal's gate stands before `emit` of all servers of its process; scrapes are none of its requests.
  Object.defineProperty(server, 'emit', { value: EventEmitter.prototype.emit });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      const words = `${host}:${port} can't be opened for metrics (${cause.message}): choose another METRICS_PORT or METRICS_HOST.`;
      reject(new Error(words, { cause }));
    });
    server.listen({ host, port }, resolve);
  });
  server.unref();
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
