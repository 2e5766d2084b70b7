/** Addresses at which DataNodes serve a file, kept between reads; the most recently used ones. */
export interface KnownUrls {
  /** Address for the range, undefined when none is known or it is too old. */
  find(path: string, start: number, end: number): URL | undefined;
  keep(path: string, start: number, url: URL): void;
  forget(path: string): void;
  size(): number;
}

export interface KnownUrlsOptions {
  readonly atMost: number;
  /** An address is asked for anew after this long, so that files spread over DataNodes as they come and go. */
  readonly maxAgeMs: number;
  readonly nowMs: () => number;
}

/**
 * No block of HDFS in use is shorter and all are multiples: within one such segment a file lies on the same DataNodes.
 * A file of one block of 128 MiB has at most two addresses, one of many blocks is read near each of them.
 */
const segmentBytes = 64 << 20;

interface Known {
  readonly url: URL;
  readonly sinceMs: number;
}

export function createKnownUrls({ atMost, maxAgeMs, nowMs }: KnownUrlsOptions): KnownUrls {
  const files = new Map<string, Map<number, Known>>();
  const segmentOf = (start: number): number => Math.floor(start / segmentBytes);

  return {
    find(path, start, end) {
      const segments = files.get(path);
      const known = segments?.get(segmentOf(start));
      if (segments === undefined || known === undefined || nowMs() - known.sinceMs > maxAgeMs) return undefined;
      files.delete(path);
      files.set(path, segments);
      return withRange(known.url, start, end);
    },
    keep(path, start, url) {
      if (!isEditable(url)) return;
      const segments = files.get(path) ?? new Map<number, Known>();
      segments.set(segmentOf(start), { url, sinceMs: nowMs() });
      files.delete(path);
      files.set(path, segments);
      for (const oldest of files.keys()) {
        if (files.size <= atMost) break;
        files.delete(oldest);
      }
    },
    forget: (path) => void files.delete(path),
    size: () => files.size,
  };
}

/** `offset` and `length` as they stand in an address. */
const rangePattern = /([?&])(offset|length)=[^&#]*/g;

/** A gateway may hide the range in a sealed parameter: such an address serves one read. */
function isEditable({ searchParams, href }: URL): boolean {
  const isOnce = (name: string): boolean => searchParams.getAll(name).length === 1;
  const isPlain = isOnce('offset') && isOnce('length') && href.match(rangePattern)?.length === 2;
  return isPlain && searchParams.get('op') === 'OPEN';
}

function withRange({ href }: URL, start: number, end: number): URL {
  const numbers: Record<string, number> = { offset: start, length: end - start };
  return new URL(href.replace(rangePattern, (_, before: string, name: string) => `${before}${name}=${numbers[name]}`));
}
