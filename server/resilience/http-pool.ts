import { type ClientRequest, Agent as HttpAgent, request as plainRequest, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as tlsRequest } from 'node:https';

export interface HttpPoolOptions {
  readonly maxSockets: number;
  /** PEM text of the authorities that are trusted instead of those that Node knows. */
  readonly ca?: string | undefined;
  /** Connections that nobody uses are closed after so long; kept as long as the server likes unless given. */
  readonly idleMs?: number;
}

/** What a request needs besides its headers; `protocol` is `http:` or `https:`. */
export type PoolRequest = RequestOptions & { readonly protocol: string };

/** Kept connections to plain and to TLS servers; certificates are always verified. */
export interface HttpPool {
  request(request: PoolRequest): ClientRequest;
  /** Sockets in use. */
  sockets(): number;
  close(): void;
}

const inUse = (agent: HttpAgent): number =>
  Object.values(agent.sockets).reduce((sum, list) => sum + (list?.length ?? 0), 0);

/** The latest used connection is used next, so that those beyond what is needed fall idle. */
export function createHttpPool({ maxSockets, ca, idleMs }: HttpPoolOptions): HttpPool {
  const idle = idleMs === undefined ? {} : { timeout: idleMs };
  const kept = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets, scheduling: 'lifo', ...idle } as const;
  const plain = new HttpAgent(kept);
  const secure = new HttpsAgent({ ...kept, rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) });
  return {
    request(request) {
      const isTls = request.protocol === 'https:';
      return (isTls ? tlsRequest : plainRequest)({ ...request, agent: isTls ? secure : plain });
    },
    sockets: () => inUse(plain) + inUse(secure),
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

/** `Retry-After` in seconds; its date form is not used by any server we call. */
export function secondsFromRetryAfter(header: string | null | undefined): number | undefined {
  return header != null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}

/** Whether the code of an error says that a certificate, or TLS itself, is not as it should be. */
export const isCertificateTrouble = (code: string): boolean =>
  /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code);
