import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { Sources } from './context.ts';
import type { RequestScope, ScopeInput } from './request-scope.ts';
import { portalRouter } from './routers/router.ts';

export interface TrpcRouteDeps {
  readonly sources: Sources;
  readonly openScope: (input: ScopeInput) => RequestScope;
}

const endpoint = '/api/trpc';
const mostBatched = 10;

/** `/api/trpc/*`: the procedures over HTTP, with request id and timings in the headers, one log line a request. */
export function createTrpcRoute({ sources, openScope }: TrpcRouteDeps): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const { method, headers, signal } = request;
    const scope = openScope({ headers, route: endpoint, method, path: pathname, signal });
    scope.trace.note('procedures', pathname.slice(endpoint.length + 1, 200));
    if (!isJson(searchParams.get('input'))) return unreadable(scope);
    const response = await fetchRequestHandler({
      endpoint,
      req: request,
      router: portalRouter,
      maxBatchSize: mostBatched,
      createContext: () => ({ sources, scope }),
      responseMeta: () => ({
        headers: new Headers({
          'cache-control': 'no-store',
          'x-request-id': scope.trace.requestId,
          'server-timing': scope.trace.serverTiming(),
        }),
      }),
    });
    scope.finish({ status: response.status });
    return response;
  };
}

/** tRPC takes an input that is no JSON for a failure of the server. */
function isJson(input: string | null): boolean {
  if (input === null) return true;
  try {
    JSON.parse(input);
    return true;
  } catch {
    return false;
  }
}

function unreadable(scope: RequestScope): Response {
  const { requestId } = scope.trace;
  const data = { code: 'PARSE_ERROR', httpStatus: 400, kind: 'bad-request', requestId };
  const error = { message: 'The input is no JSON.', code: -32_700, data };
  scope.finish({ status: 400 });
  return Response.json({ error }, { status: 400, headers: { 'cache-control': 'no-store', 'x-request-id': requestId } });
}
