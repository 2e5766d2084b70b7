import { type NextRequest, NextResponse } from 'next/server';
import { canonicalPath } from '#domain/search/canonical-id.ts';
import { surveyOfObjectId } from '#domain/surveys/index.ts';
import { cdsHosts, hipsHostsFrom } from '#server/bff/hips-hosts.ts';

/** Pages: built files, images and answers that are no HTML need nothing of this. */
export const config = {
  matcher: ['/((?!_next/static|_next/image|favicon|icon|apple-icon|robots.txt|api/|data/|og/|sky/).*)'],
};

/** Nonce, content security policy, and the one spelling of object pages. Request ids and limits are the gate's (server/bff/gate). */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const canonical = canonicalPath(pathname);
  if (canonical !== undefined)
    return NextResponse.redirect(new URL(`${canonical}${search}`, request.nextUrl.origin), 308);

  const headers = new Headers(request.headers);
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const policy = policyOf(nonce, pathname);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

/** What the sky viewer needs, on pages that have one: its program is WebAssembly inside its script, its images come from elsewhere. */
function skySources(pathname: string): { readonly script: string; readonly hosts: string } {
  if (surveyOfObjectId(pathname.slice(1)) === undefined) return { script: '', hosts: '' };
  const hosts = hipsHostsFrom(process.env.HIPS_HOSTS || cdsHosts) ?? [];
  if (hosts.length === 0) return { script: '', hosts: '' };
  return { script: " 'wasm-unsafe-eval'", hosts: ` ${hosts.join(' ')}` };
}

/** Scripts by nonce only. Styles may be inline: the table and the plot write theirs at run time. */
function policyOf(nonce: string, pathname: string): string {
  const isDevelopment = process.env.NODE_ENV === 'development';
  const telemetry = process.env.TELEMETRY_URL ? ` ${new URL(process.env.TELEMETRY_URL).origin}` : '';
  const sky = skySources(pathname);
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${sky.script}${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${sky.hosts}`,
    "font-src 'self'",
    `connect-src 'self'${telemetry}${sky.hosts === '' ? '' : ` data: blob:${sky.hosts}`}${isDevelopment ? ' ws:' : ''}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${/^\/embed(?:\/|$)/.test(pathname) ? '*' : "'none'"}`,
  ].join('; ');
}
