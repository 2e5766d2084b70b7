import { PortalError } from '#domain/failure.ts';
import type { Answer, Exchange } from './exchange.ts';
import { failureOfAnswer, fieldOf, jsonOf, remoteExceptionIn } from './remote-exception.ts';

export interface NameNodeOptions {
  /** Addresses, the likely active one first. */
  readonly urls: readonly string[];
  readonly user?: string | undefined;
  /** Delegation token; sent instead of the user's name. */
  readonly token?: string | undefined;
  readonly exchange: Exchange;
}

export interface NameNodeCall {
  readonly op: string;
  readonly method?: 'GET' | 'PUT' | 'DELETE';
  /** Absolute path in HDFS. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  /** Longest answer, where it is more than a listing. */
  readonly bytesAtMost?: number;
}

/** The NameNodes of one file system, of which one is active. */
export interface NameNodes {
  /** The answer of the active one, whatever its status. @throws {PortalError} `unavailable` when none is active or can be reached */
  ask(call: NameNodeCall, signal: AbortSignal): Promise<Answer>;
}

const listingBytesAtMost = 32 << 20;

/** @throws {PortalError} `bad-request` for an address that isn't http(s), or that carries a user, a query or a fragment */
export function baseUrlOf(text: string): URL {
  const wrong = new PortalError('bad-request', 'An address of a NameNode is not valid: http(s)://host:port is needed.');
  if (!URL.canParse(text)) throw wrong;
  const url = new URL(text);
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!isPlain || !/^https?:$/.test(url.protocol)) throw wrong;
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = path.endsWith('/webhdfs/v1') ? path : `${path}/webhdfs/v1`;
  return url;
}

export function createNameNodes({ urls, user, token, exchange }: NameNodeOptions): NameNodes {
  const bases = urls.map(baseUrlOf);
  let active = 0;

  const urlOf = (base: URL, { op, path, params }: NameNodeCall): URL => {
    const url = new URL(base);
    url.pathname += path.split('/').map(encodeURIComponent).join('/');
    url.searchParams.set('op', op);
    if (token !== undefined) url.searchParams.set('delegation', token);
    else if (user !== undefined) url.searchParams.set('user.name', user);
    for (const [name, value] of Object.entries(params ?? {})) url.searchParams.set(name, value);
    return url;
  };

  const askOne = async (base: URL, call: NameNodeCall, signal: AbortSignal): Promise<Answer> => {
    const { method = 'GET', bytesAtMost = listingBytesAtMost } = call;
    const answer = await exchange.send({ peer: 'NameNode', method, url: urlOf(base, call), signal, bytesAtMost });
    if (answer.status < 400) return answer;
    if (remoteExceptionIn(answer)?.name === 'StandbyException') throw failureOfAnswer(answer, 'NameNode');
    return answer;
  };

  return {
    async ask(call, signal) {
      const first = active;
      let failure: unknown;
      for (let i = 0; i < bases.length; i++) {
        const index = (first + i) % bases.length;
        const base = bases[index];
        if (base === undefined) continue;
        try {
          const answer = await askOne(base, call, signal);
          active = index;
          return answer;
        } catch (error) {
          if (!(error instanceof PortalError) || error.kind !== 'unavailable') throw error;
          failure = error;
        }
      }
      throw failure ?? new PortalError('unavailable', 'No NameNode of the lake is named.', { dependency: 'lake' });
    },
  };
}

/**
 * Where the NameNode sends a request on to. The address is its word: nothing of ours (user, token, header) is added to it.
 * @throws {PortalError} `upstream-failed` when that isn't http(s), falls back from TLS to plain text, or carries a user
 */
export function redirectOf(answer: Answer, isTls: boolean): URL {
  const text = answer.status === 200 ? fieldOf(jsonOf(answer), 'Location') : answer.location;
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && !isTls);
  if (url !== undefined && isSafe && url.username === '' && url.password === '') return url;
  throw new PortalError('upstream-failed', 'The NameNode of the lake sends on to an address that is not safe.', {
    dependency: 'lake',
  });
}
