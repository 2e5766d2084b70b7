import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';
import { peerHeader } from './request-scope.ts';

/** Next drops `content-encoding` from what a route handler answers; under this name it gets through, and is renamed at the socket. */
const encodingAlias = 'x-portal-encoding';
const installed = Symbol.for('fink-portal.server-hooks');
const shared: { [installed]?: boolean } & typeof globalThis = globalThis;

/**
 * What Next keeps from its handlers, done on each request of the HTTP server itself, once a process:
 * a path whose escapes are no text is taken by its letters (Next answers it with 500), the address of the socket is noted in a header of ours (Next tells it only where no `X-Forwarded-For` was sent, so a client could
 * name itself anything), and bodies that a handler packed may say so.
 */
export function installServerHooks(): void {
  if (shared[installed]) return;
  shared[installed] = true;
  subscribe('http.server.request.start', (message) => {
    if (typeof message !== 'object' || message === null || !('request' in message) || !('response' in message)) return;
    const { request, response } = message;
    if (request instanceof IncomingMessage) {
      request.headers[peerHeader] = request.socket.remoteAddress ?? '';
      request.url = readableUrl(request.url ?? '/');
    }
    if (response instanceof ServerResponse) renameEncoding(response);
  });
}

/** Name of the header in which a route handler says that its body is packed; undefined where it could not be said. */
export function encodingHeader(): string | undefined {
  return shared[installed] ? encodingAlias : undefined;
}

function readableUrl(url: string): string {
  const [path = '', ...query] = url.split('?');
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?');
  }
}

function renameEncoding(response: ServerResponse): void {
  const { setHeader, appendHeader } = response;
  const nameOf = (name: string): string => (name === encodingAlias ? 'content-encoding' : name);
  response.setHeader = (name, value) => setHeader.call(response, nameOf(name), value);
  response.appendHeader = (name, value) => appendHeader.call(response, nameOf(name), value);
}
