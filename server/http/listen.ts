import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { PortalError } from '#domain/failure.ts';
import type { ServiceState } from './handle-request.ts';

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** `http://127.0.0.1:8081` */
  readonly url: string;
}

export interface RequestEnv {
  /** Address of the peer; absent where there is no socket. */
  readonly peer?: string;
  /** The answer's side of the connection; absent where there is no socket. */
  readonly wire?: Wire;
}

/** What a body in chunks needs of its connection. */
export interface Wire {
  /** HTTP/1.0 has no trailers. */
  readonly carriesTrailers: boolean;
  addTrailers(headers: Readonly<Record<string, string>>): void;
  /** Closes it at once, whatever was promised. */
  breakOff(): void;
}

export type Fetch = (request: Request, env: RequestEnv) => Response | Promise<Response>;

export interface Listener {
  listen(where: { host: string; port: number }): Promise<Listening>;
  shutdown(): Promise<void>;
}

const idleSweepMs = 50;
/** Longer than clients keep idle connections, so that they are the ones who close. */
const keepAliveMs = 65_000;
const headersMs = 10_000;
const wholeRequestMs = 120_000;

const errorWords: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program: stop it, or choose another port',
  EACCES: 'may not be opened by this user: choose a port above 1023',
  EADDRNOTAVAIL: 'is not an address of this machine: set HOST to one that is, or leave it out',
};

function listenError(error: NodeJS.ErrnoException, host: string, port: number): PortalError {
  const words = errorWords[error.code ?? ''] ?? `can't be opened (${error.message})`;
  return new PortalError('unavailable', `${host}:${port} ${words}.`, { cause: error });
}

interface HttpServer {
  readonly server: Server;
  /** Requests whose answer isn't wholly sent. */
  active(): number;
}

function createHttpServer(fetch: Fetch, state: ServiceState): HttpServer {
  const handle = getRequestListener(
    (request, { incoming, outgoing }) =>
      fetch(request, {
        peer: incoming.socket?.remoteAddress,
        wire: {
          carriesTrailers: incoming.httpVersion === '1.1',
          addTrailers: (headers) => outgoing.addTrailers(headers),
          breakOff: () => void outgoing.destroy(),
        },
      }),
    {
      hostname: 'localhost',
      errorHandler: (error) => {
        if (error instanceof Error && error.name === 'RequestError') return new Response(null, { status: 400 });
        state.options.log.error('request failed outside of its handler', error);
        return new Response(null, { status: 500 });
      },
    },
  );
  let active = 0;
  const options = { keepAliveTimeout: keepAliveMs, headersTimeout: headersMs, requestTimeout: wholeRequestMs };
  const server = createServer(options, (incoming, outgoing) => {
    active++;
    outgoing.once('close', () => {
      active--;
    });
    void handle(incoming, outgoing);
  });
  return { server, active: () => active };
}

/** The socket side of a service. `shutdown` may be called more than once; all calls end together. */
export function createListener(fetch: Fetch, state: ServiceState): Listener {
  const { server, active } = createHttpServer(fetch, state);
  let stopping: Promise<void> | undefined;

  const stop = async (): Promise<void> => {
    state.draining = true;
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // Connections opened ahead of a request that never came don't count as idle for Node: they are closed with the last answer.
    const sweep = setInterval(() => {
      if (active() === 0) server.closeAllConnections();
      else server.closeIdleConnections();
    }, idleSweepMs);
    const late = setTimeout(() => {
      for (const request of state.underWay) request.abort(new PortalError('unavailable', 'The service is stopping.'));
      setTimeout(() => server.closeAllConnections(), idleSweepMs).unref();
    }, state.limits.shutdownTimeoutMs);
    await closed;
    clearInterval(sweep);
    clearTimeout(late);
  };

  return {
    listen: ({ host, port }) =>
      new Promise((resolve, reject) => {
        const onError = (error: NodeJS.ErrnoException): void => reject(listenError(error, host, port));
        server.once('error', onError);
        server.listen({ host, port }, () => {
          server.off('error', onError);
          const address = server.address();
          const bound = typeof address === 'object' && address ? address.port : port;
          const shown = host.includes(':') ? `[${host}]` : host;
          resolve({ host, port: bound, url: `http://${shown}:${bound}` });
        });
      }),
    shutdown() {
      stopping ??= stop();
      return stopping;
    },
  };
}
