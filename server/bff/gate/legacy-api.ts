import { lsstRoutes, ztfAliases, ztfRoutes } from '#server/contracts/object-api.ts';
import { pathOf, type Refusal } from './address-rules.ts';

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

/** What answers now under each name that a route has or had. */
const successors: ReadonlyMap<string, string> = new Map([
  ...[...Object.keys(ztfRoutes), ...Object.keys(lsstRoutes)].map((name) => [name, name] as const),
  ...Object.entries(ztfAliases).map(([name, { route }]) => [name, route] as const),
]);

/** For addresses of the API that portals once had: where the API is now; a name that was no route is not repeated. Undefined for all others. */
export function legacyRefusal(url: string, { apiUrl, portalUrl, isRedirecting }: LegacyApi): Refusal | undefined {
  const path = pathOf(url);
  if (!isLegacyApi(path)) return undefined;
  const query = url.slice(path.length);
  const name = (path.split('/api/v1/')[1] ?? '').replace(/\/+$/, '');
  const successor = `${apiUrl}/api/v1/${successors.get(name) ?? ''}`;
  const links = [`<${successor}>; rel="successor-version"`, `<${portalUrl}/migration>; rel="deprecation"`];
  const headers = { deprecation: deprecatedSince, link: links.join(', '), 'access-control-allow-origin': '*' };
  const title = 'The API has an address of its own';
  // The old name is kept: under it the API still takes the old names of arguments.
  const location = `${apiUrl}/api/v1/${name}${query}`;
  if (isRedirecting) return { status: 308, title, detail: `It is ${successor}.`, headers: { ...headers, location } };
  const detail = `This portal answers people; programs ask ${successor}. What changed is told at ${portalUrl}/migration.`;
  return { status: 410, title, detail, headers };
}
