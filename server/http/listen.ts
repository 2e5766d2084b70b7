import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { PortalError } from '#domain/failure.ts';
import type { Reply, ServiceState } from './handle-request.ts';
import { type IncomingRequest, incomingFromMessage } from './incoming.ts';
import { sendChunks, writePiece } from './send-chunks.ts';

export interface Listening {
  readonly host: string;
  readonly port: number;
  /** `http://127.0.0.1:8081` */
  readonly url: string;
}

/** Answers a request; `onBegin` is given what ends it when its client leaves. */
export type Respond = (
  incoming: IncomingRequest,
  onBegin: (giveUp: (reason: PortalError) => void) => void,
) => Promise<Reply>;

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

/** How long a client may go on sending a body that was answered without being read whole. */
const drainMs = 500;

/** Reads and forgets what is left of a body, so that the next request on the connection is found; not for long. */
function drain(incoming: IncomingMessage): void {
  if (incoming.complete || incoming.destroyed) return;
  const { socket } = incoming;
  const late = setTimeout(() => socket.destroySoon(), drainMs);
  late.unref();
  incoming.once('close', () => clearTimeout(late)).once('end', () => clearTimeout(late));
  incoming.resume();
}

/** Leaves what comes next on a connection where it is. Node reads on when an answer is out, so the rest begins behind that. */
function restAfter(outgoing: ServerResponse, ms: number): void {
  const { socket } = outgoing.req;
  const rest = (): void => {
    if (socket.destroyed) return;
    socket.pause();
    setTimeout(() => socket.resume(), ms).unref();
  };
  outgoing.once('close', () => setImmediate(rest));
}

function send(outgoing: ServerResponse, { status, headers, body, release, restMs }: Reply): void {
  if (outgoing.destroyed) return;
  if (restMs !== undefined) restAfter(outgoing, restMs);
  outgoing.writeHead(status, headers);
  if (body === null) outgoing.end();
  else if ('chunks' in body) {
    outgoing.flushHeaders();
    void sendChunks(outgoing, body.chunks, body.hooks);
  } else sendPieces(outgoing, body, release);
}

/** One body: head and all pieces go to the socket in one call. */
function sendPieces(outgoing: ServerResponse, pieces: readonly Uint8Array[], release: Reply['release']): void {
  const [first] = pieces;
  if (first !== undefined && pieces.length === 1) {
    outgoing.end(first, release && (() => release(first)));
    return;
  }
  outgoing.cork();
  for (const piece of pieces) writePiece(outgoing, piece, release);
  outgoing.uncork();
  outgoing.end();
}

function createHttpServer(respond: Respond, state: ServiceState): HttpServer {
  let active = 0;
  const options = { keepAliveTimeout: keepAliveMs, headersTimeout: headersMs, requestTimeout: wholeRequestMs };
  const server = createServer(options, (message, outgoing) => {
    active++;
    let giveUp: ((reason: PortalError) => void) | undefined;
    outgoing.once('close', () => {
      active--;
      if (!outgoing.writableFinished) giveUp?.(new PortalError('aborted', 'The client left before the answer.'));
      drain(message);
    });
    const incoming = incomingFromMessage(message);
    if (incoming === undefined) {
      outgoing.writeHead(400).end();
      return;
    }
    respond(incoming, (abort) => {
      giveUp = abort;
    }).then(
      (reply) => send(outgoing, reply),
      (error) => {
        state.options.log.error('request failed outside of its handler', error);
        if (!outgoing.headersSent) outgoing.writeHead(500);
        outgoing.end();
      },
    );
  });
  server.on('connection', state.turns.accepted);
  return { server, active: () => active };
}

/** The socket side of a service. `shutdown` may be called more than once; all calls end together. */
export function createListener(respond: Respond, state: ServiceState): Listener {
  const { server, active } = createHttpServer(respond, state);
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
