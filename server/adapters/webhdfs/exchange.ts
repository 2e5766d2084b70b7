import type { ClientRequest, IncomingMessage } from 'node:http';
import { PortalError } from '#domain/failure.ts';
import { abortedError } from '#server/resilience/deadline.ts';
import { createHttpPool, isCertificateTrouble, type PoolRequest } from '#server/resilience/http-pool.ts';
import { observedCall } from '#server/resilience/observed-call.ts';

/** Whom a request is for, as failures name it. */
export type Peer = 'NameNode' | 'DataNode';

/** What one exchange came to, for metrics. `outcome` is `ok` (any HTTP status) or the kind of failure. */
export interface ExchangeOutcome {
  readonly upstream: string;
  readonly outcome: string;
  readonly durationMs: number;
}

export interface ExchangeOptions {
  /** PEM text of the authorities that are trusted instead of those that Node knows. */
  readonly ca?: string | undefined;
  readonly maxSockets: number;
  /** How long a peer may stay silent: while connecting, before and within an answer. */
  readonly silentMs: number;
  readonly nowMs: () => number;
  readonly observe?: ((outcome: ExchangeOutcome) => void) | undefined;
}

export interface ExchangeRequest {
  readonly peer: Peer;
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly url: URL;
  readonly signal: AbortSignal;
  /** Longest answer that is read; more is a failure. */
  readonly bytesAtMost: number;
}

export interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly bytes: Buffer;
}

/** One request and its answer over Node's own HTTP; follows no redirect and sends no header of its own but the length of bodies. */
export interface Exchange {
  /** @throws {PortalError} `unavailable`, `upstream-failed` (more bytes than agreed), `aborted`; any HTTP status is an answer */
  send(request: ExchangeRequest): Promise<Answer>;
  begin(request: ExchangeRequest): ClientRequest;
  collect(response: IncomingMessage, request: ExchangeRequest): Promise<Answer>;
  failureOf(error: unknown, request: ExchangeRequest): PortalError;
  /** Sockets in use. */
  sockets(): number;
  close(): void;
}

/** A peer accepted the connection and then said nothing. */
class Silence extends Error {}

const errorBytesAtMost = 64 << 10;

function broken(peer: Peer, what: string, cause: unknown): PortalError {
  return new PortalError('unavailable', `A ${peer} of the lake ${what}.`, { dependency: 'lake', cause });
}

function failureFrom(error: unknown, { peer, signal }: ExchangeRequest): PortalError {
  if (error instanceof PortalError) return error;
  if (signal.aborted) return abortedError(signal);
  if (error instanceof Silence) return broken(peer, 'stays silent', error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!isCertificateTrouble(code))
    return broken(peer, code === 'ECONNRESET' ? 'broke off its answer' : "can't be reached", error);
  return new PortalError('upstream-failed', `The certificate of a ${peer} of the lake is not trusted: ${code}.`, {
    dependency: 'lake',
    cause: error,
  });
}

async function collected(response: IncomingMessage, { peer, bytesAtMost }: ExchangeRequest): Promise<Answer> {
  const status = response.statusCode ?? 0;
  const limit = status < 300 ? bytesAtMost : errorBytesAtMost;
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of response) {
    const bytes = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    length += bytes.length;
    if (length > limit) {
      response.destroy();
      throw new PortalError('upstream-failed', `A ${peer} of the lake sent more than the ${limit} bytes asked for.`, {
        dependency: 'lake',
      });
    }
    pieces.push(bytes);
  }
  if (!response.complete) throw broken(peer, 'broke off its answer', undefined);
  const bytes = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces, length);
  return { status, location: response.headers.location, bytes };
}

/** Where a request goes, by the parts of its address that are in use here; Node's own way copies all that an address has, twice. */
function targetOf({ protocol, hostname, port, pathname, search }: URL): PoolRequest {
  const host = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return { protocol, hostname: host, ...(port === '' ? {} : { port }), path: pathname + search };
}

/** Ends a request with its signal: cheaper than the way of streams, which listens to all that may come of one. */
function endWith(request: ClientRequest, signal: AbortSignal): void {
  const onAbort = (): void => void request.destroy(abortedError(signal));
  signal.addEventListener('abort', onAbort, { once: true });
  request.once('close', () => signal.removeEventListener('abort', onAbort));
  if (signal.aborted) onAbort();
}

export function createExchange({ ca, maxSockets, silentMs, nowMs, observe }: ExchangeOptions): Exchange {
  const pool = createHttpPool({ maxSockets, ca });

  const begin = ({ method, url, signal }: ExchangeRequest): ClientRequest => {
    const request = pool.request({ ...targetOf(url), method, timeout: silentMs });
    endWith(request, signal);
    request.on('timeout', () => request.destroy(new Silence()));
    return request;
  };

  const exchanged = (request: ExchangeRequest): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const outgoing = begin(request);
      outgoing.on('error', (error) => reject(failureFrom(error, request)));
      outgoing.on('response', (response) => {
        collected(response, request).then(resolve, (error) => {
          outgoing.destroy();
          reject(failureFrom(error, request));
        });
      });
      outgoing.end();
    });

  return {
    begin,
    collect: collected,
    failureOf: failureFrom,
    async send(request) {
      if (request.signal.aborted) throw abortedError(request.signal);
      return await observedCall(() => exchanged(request), { upstream: request.peer, nowMs, observe });
    },
    sockets: pool.sockets,
    close: pool.close,
  };
}
