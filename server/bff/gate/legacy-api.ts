import { ztfAliases } from '#server/contracts/object-api.ts';
import type { Refusal } from './address-rules.ts';

export interface LegacyApi {
  /** Address of the object API, without `/api/v1`. */
  readonly apiUrl: string;
  readonly portalUrl: string;
  readonly isRedirecting: boolean;
}

const legacyPath = /^\/+api\/v1(?:\/|$)/;
/** 2025-01-30, when portals of Fink stopped answering programs: the form of RFC 9745. */
const deprecatedSince = '@1738195200';

export function isLegacyApi(path: string): boolean {
  return legacyPath.test(path);
}

/** For addresses of the API that portals once had: where the API is now. Undefined for all others. */
export function legacyRefusal(url: string, { apiUrl, portalUrl, isRedirecting }: LegacyApi): Refusal | undefined {
  if (!legacyPath.test(url.split(/[?#]/, 1)[0] ?? '')) return undefined;
  const query = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  const name = (url.slice(0, url.length - query.length).split('/api/v1/')[1] ?? '').replace(/\/+$/, '');
  const aliases: Readonly<Record<string, { readonly route: string }>> = ztfAliases;
  const successor = `${apiUrl}/api/v1/${aliases[name]?.route ?? name}`;
  const links = [`<${successor}>; rel="successor-version"`, `<${portalUrl}/migration>; rel="deprecation"`];
  const headers = { deprecation: deprecatedSince, link: links.join(', '), 'access-control-allow-origin': '*' };
  const title = 'The API has an address of its own';
  // The old name is kept: under it the API still takes the old names of arguments.
  const location = `${apiUrl}/api/v1/${name}${query}`;
  if (isRedirecting) return { status: 308, title, detail: `It is ${successor}.`, headers: { ...headers, location } };
  const detail = `This portal answers people; programs ask ${successor}. What changed is told at ${portalUrl}/migration.`;
  return { status: 410, title, detail, headers };
}
