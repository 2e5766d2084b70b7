/** Why a request is not let in; its words never repeat what was sent. */
export interface Refusal {
  readonly status: 308 | 400 | 405 | 408 | 410 | 414 | 429 | 431 | 503;
  readonly title: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const longestAddress = 8192;
const methods = 'GET, HEAD, OPTIONS';
const answered: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controlOrBackslash = /[\u0000-\u001f\u007f\\]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: tab and line ends may be pasted into a search
const controlInText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

const bad = (detail: string): Refusal => ({ status: 400, title: 'This address can’t be read', detail });

/** Files of the build, and what the development server asks for itself. */
export function isBuiltFile(path: string): boolean {
  return /^\/(?:_next\/|__nextjs)/.test(path);
}

/** Health, readiness and metrics stay reachable whatever the load. */
export function isHealth(path: string): boolean {
  return /^\/api\/(?:health|ready|metrics)$/.test(path);
}

export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

/**
 * What no route of the portal answers, said before any of them is asked: other methods, addresses that are too long, no UTF-8,
 * have control characters, or step through folders. Undefined for all others.
 */
export function refusalOfAddress(method: string, url: string): Refusal | undefined {
  if (!answered.has(method)) {
    const detail = 'The portal is read only: GET, HEAD and OPTIONS are answered.';
    return { status: 405, title: 'Nothing can be sent here', detail, headers: { allow: methods } };
  }
  if (url.length > longestAddress) {
    const detail = `It has ${url.length} characters; ${longestAddress} are read.`;
    return { status: 414, title: 'This address is too long', detail };
  }
  if (!url.startsWith('/')) return bad('It does not begin with a slash.');
  const rawPath = pathOf(url);
  const path = textFrom(rawPath);
  const query = textFrom(url.slice(rawPath.length));
  if (path === undefined || query === undefined) return bad('Its percent escapes are no UTF-8 text.');
  if (controlOrBackslash.test(path) || controlInText.test(query)) return bad('It has control characters.');
  if (path.split('/').some((part) => part === '.' || part === '..')) return bad('It has steps between folders.');
  return undefined;
}

function textFrom(escaped: string): string | undefined {
  if (!escaped.includes('%')) return escaped;
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}
