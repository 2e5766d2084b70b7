import type { ServerResponse } from 'node:http';
import type { Refusal } from './address-rules.ts';

export interface RefusedRequest {
  readonly requestId: string;
  readonly accept: string | undefined;
  readonly method: string;
  /** True when a body may still be coming: the connection is closed, so that nobody has to read it. */
  readonly hasBody: boolean;
}

export interface RefusalBody {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A refusal for people (a small page without script) or for programs (`application/problem+json`), never kept by caches. */
export function refusalBody({ status, title, detail, headers }: Refusal, request: RefusedRequest): RefusalBody {
  const { requestId, accept = '' } = request;
  const isPage = /\btext\/html\b/.test(accept);
  const text = isPage
    ? pageOf({ status, title, detail }, requestId)
    : JSON.stringify({ title, status, detail, requestId });
  return {
    text,
    headers: {
      'content-type': isPage ? 'text/html; charset=utf-8' : 'application/problem+json',
      'content-length': String(Buffer.byteLength(text)),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      ...headers,
    },
  };
}

export function refuse(response: ServerResponse, refusal: Refusal, request: RefusedRequest): void {
  const { text, headers } = refusalBody(refusal, request);
  if (request.hasBody) response.setHeader('connection', 'close');
  response.writeHead(refusal.status, headers);
  response.end(request.method === 'HEAD' ? undefined : text);
}

function pageOf({ status, title, detail }: Pick<Refusal, 'status' | 'title' | 'detail'>, requestId: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${title}</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem}</style></head><body><main><h1>${title}</h1><p>${detail}</p><p>HTTP ${status}, request ${requestId}</p><p><a href="/">To the search</a></p></main></body></html>`;
}
