import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage } from 'node:http';
import { peerHeader } from './request-scope.ts';

/**
 * Notes the address of each request's socket in a header of ours, replacing what a client may have sent under that name.
 * Next tells it only where no `X-Forwarded-For` was sent, so a client could name itself anything.
 */
export function notePeers(): void {
  subscribe('http.server.request.start', (message) => {
    const request =
      typeof message === 'object' && message !== null && 'request' in message ? message.request : undefined;
    if (!(request instanceof IncomingMessage)) return;
    request.headers[peerHeader] = request.socket.remoteAddress ?? '';
  });
}
