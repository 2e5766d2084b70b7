import { setMaxListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientAddress, type TrustedProxies } from '#server/resilience/client-address.ts';
import type { RequestLimits } from '#server/resilience/limit-settings.ts';
import { createRateLimit } from '#server/resilience/rate-limit.ts';
import { createTrace, incomingTraceFrom, type TraceDeps } from '#server/telemetry/trace.ts';
import { createRequestScope, type ScopeDeps } from '../request-scope.ts';
import { isBuiltFile, isHealth, pathOf, type Refusal, refusalOfAddress } from './address-rules.ts';
import { createBuiltFiles } from './built-files.ts';
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
  /** A new one for each page. */
  readonly nonce: () => string;
}

/** Passes a request of the HTTP server on to `proceed`, or answers it. */
export type Gate = (request: IncomingMessage, response: ServerResponse, proceed: () => boolean) => boolean;

/**
 * What every request to the portal has in common, before Next sees it: its id, its client, what is refused (429 and 503 with
 * `Retry-After` among it); and after: the status that a page asked for, `Server-Timing`, metrics and one log line.
 */
export function createGate(deps: GateDeps): Gate {
  const { traceDeps, limits, proxies } = deps;
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

  return (request, response, proceed) => {
    const { method = 'GET', url = '/', headers } = request;
    const path = pathOf(url);
    const client = clientAddress(request.socket.remoteAddress, forwardedFor(request), proxies);
    const trace = createTrace(
      incomingTraceFrom((name) => [headers[name]].flat()[0]),
      traceDeps,
    );
    headers['x-request-id'] = trace.requestId;
    const leaving = new AbortController();
    // A page asks upstreams many things at once; each listens for its visitor leaving, and stops when it is answered.
    setMaxListeners(0, leaving.signal);
    const note: RequestNote = { trace, method, path, client: client.address, signal: leaving.signal };
    finishHead(response, note);
    const goOn = () => withRequestNote(note, proceed);
    if (isBuiltFile(path)) return builtFiles(request, response, goOn);
    if (isHealth(path)) return goOn();

    const isLegacy = isLegacyApi(path);
    const refusal =
      refusalOfAddress(isLegacy ? 'GET' : method, url) ??
      overLimit(client) ??
      legacyRefusal(url, deps.legacy) ??
      refusalOfSpelling(url);
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
      if (!response.writableFinished) leaving.abort();
      const scope =
        note.scope ??
        openScope(
          note,
          refusal === undefined ? routeOf(path, response.statusCode) : isLegacy ? 'legacy API' : 'refused',
        );
      scope.finish({ status: response.headersSent ? response.statusCode : 499 });
    });
    if (refusal !== undefined) {
      const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
      refuse(response, refusal, { requestId: trace.requestId, accept: headers.accept, method, hasBody });
      return true;
    }
    if (isPage(path)) {
      // In the request, Next finds the nonce for its own scripts there.
      const policy = policyOf(deps.nonce(), path);
      headers['content-security-policy'] = policy;
      response.setHeader(policyHeader, policy);
    }
    return goOn();
  };

  function openScope(note: RequestNote, route: string) {
    return createRequestScope({ headers: new Headers(), route, note }, deps);
  }
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
