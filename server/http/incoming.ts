import type { IncomingMessage } from 'node:http';
import { bodyTooLarge } from './refusal.ts';
import { pathOfTarget } from './request-path.ts';

/** What the kit knows of a request, whichever way it came. */
export interface IncomingRequest {
  readonly method: string;
  /** With doubled slashes merged, without the query. */
  readonly path: string;
  /** What stands behind the first `?` of the address. */
  readonly query: string;
  /** Address of the peer; undefined where there is no socket (tests). */
  readonly peer: string | undefined;
  /** Whether the answer may have trailers: not over HTTP/1.0, and not without a socket. */
  readonly carriesTrailers: boolean;
  /** Name in lower case. */
  header(name: string): string | undefined;
  /**
   * The whole body; reads no further than the limit, whatever the headers promised.
   * @throws {Refusal} 413 beyond the limit.
   */
  body(limitBytes: number): Promise<Uint8Array>;
}

function checkDeclared(declared: string | undefined, limitBytes: number): void {
  if (declared !== undefined && Number(declared) > limitBytes) throw bodyTooLarge(limitBytes);
}

async function readRequest(request: Request, limitBytes: number): Promise<Uint8Array> {
  checkDeclared(request.headers.get('content-length') ?? undefined, limitBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > limitBytes) throw bodyTooLarge(limitBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** A request without a socket: what tests ask with. */
export function incomingFromRequest(request: Request): IncomingRequest {
  const { method, url } = request;
  const { path, query } = pathOfTarget(url.slice(url.indexOf('/', url.indexOf('//') + 2)));
  return {
    method,
    path,
    query,
    peer: undefined,
    carriesTrailers: false,
    header: (name) => request.headers.get(name) ?? undefined,
    body: (limitBytes) => readRequest(request, limitBytes),
  };
}

/** Never destroys the message: its connection is still needed to say what was wrong. */
function readMessage(message: IncomingMessage, limitBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    checkDeclared(message.headers['content-length'], limitBytes);
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (): void => {
      message.off('data', onData).off('end', onEnd).off('close', onClose);
    };
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= limitBytes) return;
      end();
      reject(bodyTooLarge(limitBytes));
    };
    const onEnd = (): void => {
      end();
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, length));
    };
    const onClose = (): void => {
      end();
      reject(new Error('The connection closed before the body was whole.'));
    };
    message.on('data', onData).on('end', onEnd).on('close', onClose);
  });
}

/** A host as it may stand in an address: name or number, perhaps a port. */
const plainHost = /^[a-z0-9._-]+(?::\d{1,5})?$/i;
/** A target that needs no parser: none of its characters is escaped, moved or cut by one. */
const plainTarget = /^\/[!$&-;=?-[\]_a-z~]*$/;
const dotSegment = /\/\.\.?(?:[/?]|$)/;
const absoluteTarget = /^https?:\/\//;

/** Path and query of the target as a browser would have asked for it; undefined for what is no address of this service. */
function targetOf({ url = '', headers }: IncomingMessage): { path: string; query: string } | undefined {
  const { host } = headers;
  if (host !== undefined && !plainHost.test(host) && (/[/?#@\\\s]/.test(host) || !URL.canParse(`http://${host}/`)))
    return undefined;
  if (plainTarget.test(url) && !dotSegment.test(url)) return pathOfTarget(url);
  const isAbsolute = absoluteTarget.test(url);
  if (!isAbsolute && !url.startsWith('/')) return undefined;
  if ((/^[^?]*/.exec(url)?.[0] ?? '').includes('\\')) return undefined;
  const base = isAbsolute ? url : `http://localhost${url}`;
  if (!URL.canParse(base)) return undefined;
  const { href } = new URL(base);
  return pathOfTarget(href.slice(href.indexOf('/', href.indexOf('//') + 2)));
}

/** A request that came over a socket; undefined where its address is none. */
export function incomingFromMessage(message: IncomingMessage): IncomingRequest | undefined {
  const target = targetOf(message);
  if (target === undefined) return undefined;
  const { headers, method = 'GET', socket, httpVersion } = message;
  return {
    method,
    path: target.path,
    query: target.query,
    peer: socket.remoteAddress,
    carriesTrailers: httpVersion === '1.1',
    header(name) {
      const value = headers[name];
      return typeof value === 'string' ? value : value?.join(', ');
    },
    body: (limitBytes) => readMessage(message, limitBytes),
  };
}
