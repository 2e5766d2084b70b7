import { setMaxListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientAddress, type TrustedProxies } from '#server/resilience/client-address.ts';
import type { RequestLimits } from '#server/resilience/limit-settings.ts';
import { createRateLimit } from '#server/resilience/rate-limit.ts';
import { createTrace, incomingTraceFrom, type TraceDeps } from '#server/telemetry/trace.ts';
import { createRequestScope, type ScopeDeps } from '../request-scope.ts';
import { isBuiltFile, isHealth, pathOf, type Refusal, refusalOfAddress } from './address-rules.ts';
import { createBuiltFiles } from './built-files.ts';
import type { AnswerData } from './data-answers.ts';
import { finishHead, policyHeader } from './finish-head.ts';
import { isLegacyApi, type LegacyApi, legacyRefusal } from './legacy-api.ts';
import { createPagePolicy, isPage, type PolicySettings, refusalOfSpelling } from './page-policy.ts';
import { refuse } from './refuse.ts';
import { type RequestNote, withRequestNote } from './request-note.ts';

export interface GateDeps extends ScopeDeps {
  readonly traceDeps: TraceDeps;
  readonly limits: RequestLimits;
  readonly proxies: TrustedProxies;
  readonly legacy: LegacyApi;
  readonly policy: PolicySettings;
  readonly data: AnswerData;
  /** A new one for each page. */
  readonly nonce: () => string;
}

/** Sent with everything. */
const everywhere = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'strict-origin-when-cross-origin'],
  ['permissions-policy', 'camera=(), microphone=(), geolocation=(self), payment=(), usb=(), browsing-topics=()'],
  ['cross-origin-opener-policy', 'same-origin'],
] as const;

/** Passes a request of the HTTP server on to `proceed`, or answers it. */
export type Gate = (request: IncomingMessage, response: ServerResponse, proceed: () => boolean) => boolean;

/**
 * What every request to the portal has in common, before Next sees it: its id, its client, what is refused (429 and 503 with
 * `Retry-After` among it); and after: the status that a page asked for, `Server-Timing`, metrics and one log line.
 */
export function createGate(deps: GateDeps): Gate {
  const { traceDeps, limits } = deps;
  const rate = createRateLimit({ perSecond: limits.ratePerSecond, burst: limits.rateBurst, nowMs: traceDeps.nowMs });
  const builtFiles = createBuiltFiles();
  const policyOf = createPagePolicy(deps.policy);
  let underWay = 0;

  const overLimit = (client: { address: string; loopback: boolean }): Refusal | undefined => {
    const wait = client.loopback && !limits.rateLoopback ? undefined : rate.take(client.address);
    if (wait !== undefined) return later(429, wait, 'Too many requests came from your address.');
    if (underWay >= limits.concurrency) return later(503, 1, 'Too many requests are under way.');
    return undefined;
  };

  /** Counts the request while it is under way, and ends its note with the status that was sent. */
  const watch = (arrival: Arrival, response: ServerResponse, refusedAs: string | undefined): void => {
    const { note, leaving } = arrival;
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
      if (!response.writableFinished) leaving.abort();
      const route = refusedAs ?? routeOf(note.path, response.statusCode);
      const scope = note.scope ?? createRequestScope({ headers: new Headers(), route, note }, deps);
      scope.finish({ status: response.headersSent ? response.statusCode : 499 });
    });
  };

  return (request, response, proceed) => {
    const { method = 'GET', url = '/', headers } = request;
    const arrival = arrivalOf(request, deps);
    const { note, leaving, client } = arrival;
    const { path } = note;
    headers['x-request-id'] = note.trace.requestId;
    finishHead(response, note);
    for (const [name, value] of everywhere) response.setHeader(name, value);
    const goOn = () => withRequestNote(note, proceed);
    if (isBuiltFile(path)) return builtFiles(request, response, goOn);
    if (isHealth(path)) return goOn();

    const isLegacy = isLegacyApi(path);
    const refusal =
      refusalOfAddress(isLegacy ? 'GET' : method, url) ??
      overLimit(client) ??
      legacyRefusal(url, deps.legacy) ??
      refusalOfSpelling(url);
    watch(arrival, response, refusal === undefined ? undefined : isLegacy ? 'legacy API' : 'refused');
    if (refusal !== undefined) {
      const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
      refuse(response, refusal, { requestId: note.trace.requestId, accept: headers.accept, method, hasBody });
      return true;
    }
    if (isPage(path)) {
      // In the request, Next finds the nonce for its own scripts there.
      const policy = policyOf(deps.nonce(), path);
      headers['content-security-policy'] = policy;
      response.setHeader(policyHeader, policy);
    }
    return withRequestNote(note, () => deps.data(request, response, leaving.signal) || proceed());
  };
}

interface Arrival {
  readonly note: RequestNote;
  readonly client: ReturnType<typeof clientAddress>;
  /** Aborted when the client leaves. */
  readonly leaving: AbortController;
}

function arrivalOf(request: IncomingMessage, { traceDeps, proxies }: GateDeps): Arrival {
  const { method = 'GET', url = '/', headers } = request;
  const client = clientAddress(request.socket.remoteAddress, forwardedFor(request), proxies);
  const trace = createTrace(
    incomingTraceFrom((name) => [headers[name]].flat()[0]),
    traceDeps,
  );
  const leaving = new AbortController();
  // A page asks upstreams many things at once; each listens for its visitor leaving, and stops when it is answered.
  setMaxListeners(0, leaving.signal);
  const note: RequestNote = { trace, method, path: pathOf(url), client: client.address, signal: leaving.signal };
  return { note, client, leaving };
}

function later(status: 429 | 503, seconds: number, why: string): Refusal {
  const detail = `${why} Try again in ${seconds} s.`;
  return { status, title: 'Not now', detail, headers: { 'retry-after': String(seconds) } };
}

function forwardedFor({ headers }: IncomingMessage): string | null {
  const value = headers['x-forwarded-for'];
  return value === undefined ? null : [value].flat().join(',');
}

/** Pages that ask no API, and all that is nowhere: names for metrics are few, whatever is asked for. */
function routeOf(path: string, status: number): string {
  if (status === 404) return 'unknown';
  if (path.startsWith('/embed/')) return '/embed/{objectId}';
  return path === '/about' || path === '/migration' ? path : 'other';
}
