import { randomUUID } from 'node:crypto';
import { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Refusal } from './address-rules.ts';
import type { Gate } from './gate.ts';
import { refusalBody } from './refuse.ts';

const key = Symbol.for('fink-portal.gate');
const shared: { [key]?: Gate } & typeof globalThis = globalThis;

/** Whether requests pass the gate, which names the encoding of packed bodies. */
export function hasGate(): boolean {
  return shared[key] !== undefined;
}

/** Puts `gate` before every HTTP server of this process, once: Next gives no other place that sees all requests. */
export function installGate(gate: Gate): void {
  if (hasGate()) return;
  shared[key] = gate;
  const { emit } = Server.prototype;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...rest: unknown[]): boolean {
    const deliver = (): boolean => Reflect.apply(emit, this, [event, ...rest]);
    const [first, second] = rest;
    if (event === 'request' && first instanceof IncomingMessage && second instanceof ServerResponse)
      return gate(first, second, deliver);
    if (event === 'clientError' && second instanceof Socket && this.listenerCount('clientError') === 0)
      return refuseUnread(first, second);
    return deliver();
  };
}

const unread: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    title: 'Request Header Fields Too Large',
    detail: 'Address and headers are too long.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    title: 'Request Timeout',
    detail: 'The request did not come to its end in time.',
  },
};
const notHttp: Refusal = { status: 400, title: 'Bad Request', detail: 'This is no HTTP request.' };

/** Answers what could not be read as a request, in the words of the other refusals. */
function refuseUnread(error: unknown, socket: Socket): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const refusal = unread[code] ?? notHttp;
  const requestId = randomUUID().replaceAll('-', '').slice(0, 16);
  const { text, headers } = refusalBody(refusal, { requestId, accept: undefined, method: 'GET', hasBody: true });
  const lines = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
  if (socket.writable && code !== 'ECONNRESET')
    socket.write(`HTTP/1.1 ${refusal.status} ${refusal.title}\r\n${lines.join('')}\r\n${text}`);
  socket.destroySoon();
  return true;
}
