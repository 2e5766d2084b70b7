import { canonicalPath } from '#domain/search/canonical-id.ts';
import { surveyOfObjectId } from '#domain/surveys/index.ts';
import { pathOf, type Refusal } from './address-rules.ts';

export interface PolicySettings {
  /** Servers of sky images; empty: no sky view. */
  readonly hipsHosts: readonly string[];
  /** Where browsers send their timings; undefined: nowhere. */
  readonly telemetryUrl: string | undefined;
  readonly isDevelopment: boolean;
}

/** Built files, images and answers that are no HTML. */
const noPage = /^\/(?:_next\/|favicon|icon|apple-icon|robots\.txt|api\/|data\/|og\/|sky\/)/;

export function isPage(path: string): boolean {
  return !noPage.test(path);
}

/** For other spellings of an object's id: the page that they mean. Undefined for all other addresses. */
export function refusalOfSpelling(url: string): Refusal | undefined {
  const path = pathOf(url);
  const canonical = isPage(path) ? canonicalPath(path) : undefined;
  if (canonical === undefined) return undefined;
  const location = canonical + url.slice(path.length);
  return {
    status: 308,
    title: 'This object has another address',
    detail: `It is ${canonical}.`,
    headers: { location },
  };
}

/**
 * Content security policies of pages. Scripts run by nonce only. Styles may be inline: the table and the plot write theirs at
 * run time. The sky viewer, on pages that have one, is WebAssembly inside its script and shows images from elsewhere.
 */
export function createPagePolicy({ hipsHosts, telemetryUrl, isDevelopment }: PolicySettings) {
  const hosts = hipsHosts.length === 0 ? '' : ` ${hipsHosts.join(' ')}`;
  const telemetry = telemetryUrl === undefined ? '' : ` ${new URL(telemetryUrl).origin}`;
  return (nonce: string, path: string): string => {
    const hasSky = hosts !== '' && surveyOfObjectId(path.slice(1)) !== undefined;
    const wasm = hasSky ? " 'wasm-unsafe-eval'" : '';
    return [
      "default-src 'self'",
      `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${wasm}${isDevelopment ? " 'unsafe-eval'" : ''}`,
      "style-src 'self' 'unsafe-inline'",
      `img-src 'self' data: blob:${hasSky ? hosts : ''}`,
      "font-src 'self'",
      `connect-src 'self'${telemetry}${hasSky ? ` data: blob:${hosts}` : ''}${isDevelopment ? ' ws:' : ''}`,
      "worker-src 'self' blob:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      `frame-ancestors ${/^\/embed(?:\/|$)/.test(path) ? '*' : "'none'"}`,
    ].join('; ');
  };
}
