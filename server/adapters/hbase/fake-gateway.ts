import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import type { SelfSigned } from '#server/adapters/testing/self-signed.ts';

/** A gateway as Knox is one: TLS, a path in front, credentials; it speaks plain HTTP to the server behind it. */
export interface FakeGateway {
  /** With the path. */
  readonly url: string;
  /** TLS connections that were opened so far. */
  connections(): number;
  close(): Promise<void>;
}

export interface FakeGatewayOptions {
  readonly identity: SelfSigned;
  readonly path: string;
  /** Address of the REST server behind it. */
  readonly behind: string;
  /** `Authorization` headers that are let through; others get 401. */
  readonly allowed: readonly string[];
}

/** Where the server behind said it made something, as callers of the gateway reach it. */
function outsideLocation(location: string | undefined, path: string): Record<string, string> {
  return location === undefined ? {} : { location: `https://gateway.site:8443${path}${new URL(location).pathname}` };
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, { path, behind }: FakeGatewayOptions): void {
  const { authorization: _, host: __, ...headers } = incoming.headers;
  const target = (incoming.url ?? '').slice(path.length);
  const onward = request(`${behind}${target}`, { method: incoming.method, headers }, (answer) => {
    const { location, ...others } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 502, { ...others, ...outsideLocation(location, path) });
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}

export async function startFakeGateway(options: FakeGatewayOptions): Promise<FakeGateway> {
  const { identity, path, allowed } = options;
  const sockets = new Set<Socket>();
  let opened = 0;
  const server = createServer({ key: identity.key, cert: identity.cert }, (incoming, outgoing) => {
    if (!allowed.includes(incoming.headers.authorization ?? '')) {
      outgoing.writeHead(401, { 'www-authenticate': 'Basic realm="gateway"' }).end('<html>Who are you?');
    } else if (!incoming.url?.startsWith(`${path}/`)) {
      outgoing.writeHead(404).end('<html>No such service');
    } else {
      pass(incoming, outgoing, options);
    }
  });
  server.on('secureConnection', (socket) => {
    opened++;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `https://localhost:${port}${path}`,
    connections: () => opened,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
