import type { IncomingMessage } from 'node:http';
import { PortalError } from '#domain/failure.ts';
import type { Clock } from '#server/resilience/clock.ts';
import { abortedError } from '#server/resilience/deadline.ts';
import { createHttpPool, type HttpPool } from '#server/resilience/http-pool.ts';
import { createBody, type RestBody } from './rest-body.ts';
import { failureFromStatus, failureFromTransport, timeoutFailure } from './rest-failure.ts';

export type RestHeaders = Readonly<Record<string, string>>;

export interface RestHttpOptions {
  /** Address of the REST server, or of a gateway before it with the path it puts in front (`https://knox:8443/gateway/default/hbase`). */
  readonly url: string;
  /** Added to every request, asked for each anew: a token may change while the process runs. */
  readonly headers?: () => RestHeaders;
  /** PEM text of the authorities that are trusted instead of those that Node knows. */
  readonly ca?: string | undefined;
  /** How long the beginning of an answer, and then each next piece of it, may take. */
  readonly timeoutMs: number;
  /** Longest answer that is read into memory as a whole. */
  readonly maxBodyBytes: number;
  readonly maxSockets: number;
  readonly clock: Clock;
}

export interface RestRequest {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** Begins with `/`; parts are encoded already. */
  readonly path: string;
  readonly accept?: string;
  readonly body?: { readonly bytes: Uint8Array; readonly contentType: string };
  readonly signal?: AbortSignal | undefined;
}

export interface RestAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: Buffer;
}

/** HTTP as the adapter needs it: one pool of kept connections, deadlines, failures of the one kind. */
export interface RestHttp {
  /** A whole answer of any status below 500. */
  ask(request: RestRequest): Promise<RestAnswer>;
  /** The body of a 200. */
  stream(request: RestRequest): Promise<RestBody>;
  /** Path of `location` (as servers send it) below the address that is used here. */
  pathOf(location: string): string;
  close(): void;
}

const errorBytes = 4_096;

/** Node closes a connection that nobody used for so long, before the servers do (60 s). */
const idleMs = 50_000;

/** Where requests go, and how. */
interface Wire {
  readonly pool: HttpPool;
  readonly options: RestHttpOptions;
  readonly base: URL;
  /** Path that every request begins with; without a slash at its end. */
  readonly prefix: string;
}

/** Sends a request; resolves with the beginning of its answer, of any status. */
function opened({ pool, options, base, prefix }: Wire, request: RestRequest): Promise<IncomingMessage> {
  const { clock, timeoutMs } = options;
  const { signal, body } = request;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortedError(signal));
    const outgoing = pool.request({
      protocol: base.protocol,
      host: base.hostname.replace(/^\[|\]$/g, ''),
      port: base.port === '' ? (base.protocol === 'https:' ? 443 : 80) : Number(base.port),
      method: request.method,
      path: prefix + request.path,
      headers: {
        ...options.headers?.(),
        accept: request.accept ?? '*/*',
        ...(body === undefined ? {} : { 'content-type': body.contentType, 'content-length': body.bytes.length }),
      },
    });
    let failure: PortalError | undefined;
    const give = (why: PortalError): void => {
      failure ??= why;
      outgoing.destroy(why);
    };
    const onAbort = (): void => {
      if (signal) give(abortedError(signal));
    };
    const cancel = clock.after(timeoutMs, () => give(timeoutFailure(timeoutMs)));
    const finish = (): void => {
      cancel();
      signal?.removeEventListener('abort', onAbort);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    outgoing.on('error', (error) => {
      finish();
      reject(failure ?? failureFromTransport(error));
    });
    outgoing.on('response', (response) => {
      finish();
      resolve(response);
    });
    outgoing.end(body?.bytes);
  });
}

async function whole(body: RestBody, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for (let piece = await body.next(); piece !== undefined; piece = await body.next()) {
      length += piece.length;
      if (length > maxBytes) {
        throw new PortalError('too-large', `The table store sent more than ${maxBytes} bytes in one answer.`, {
          dependency: 'table store',
        });
      }
      pieces.push(piece);
    }
  } finally {
    body.close();
  }
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces, length);
}

/** The first words of an error's body; it is read to its end where that is near, so that the connection can be used again. */
async function firstWords(body: RestBody): Promise<string> {
  const bytes = await whole(body, 1 << 20).catch(() => Buffer.alloc(0));
  return bytes.subarray(0, errorBytes).toString('latin1');
}

/** Statuses that are no answer to a question: the server is in trouble, refuses this service, or sends it elsewhere. */
const isRefusal = (status: number): boolean =>
  status >= 500 ||
  status === 429 ||
  status === 401 ||
  status === 403 ||
  (status >= 300 && status < 400 && status !== 304);

/** @throws {PortalError} `bad-request` for an address that is not http(s), or carries a user name */
export function createRestHttp(options: RestHttpOptions): RestHttp {
  const { maxSockets, ca, maxBodyBytes } = options;
  const base = baseOf(options.url);
  const pool = createHttpPool({ maxSockets, ca, idleMs });
  const prefix = base.pathname.replace(/\/+$/, '');
  const wire = { pool, options, base, prefix };

  const begun = async (request: RestRequest) => {
    const response = await opened(wire, request);
    const { location, 'retry-after': retryAfter } = response.headers;
    const body = createBody(response, { ...options, signal: request.signal });
    return { status: response.statusCode ?? 0, location, retryAfter, body };
  };

  return {
    async ask(request) {
      const { status, location, retryAfter, body } = await begun(request);
      if (isRefusal(status)) throw failureFromStatus(status, await firstWords(body), retryAfter);
      return { status, location, body: await whole(body, maxBodyBytes) };
    },
    async stream(request) {
      const { status, retryAfter, body } = await begun(request);
      if (status === 200) return body;
      throw failureFromStatus(status, await firstWords(body), retryAfter);
    },
    pathOf(location) {
      const path = new URL(location, base).pathname;
      return prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
    },
    close: pool.close,
  };
}

function baseOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '')
    throw new PortalError(
      'bad-request',
      'The address of the table store must be an http(s) URL without user and query.',
    );
  return url;
}
