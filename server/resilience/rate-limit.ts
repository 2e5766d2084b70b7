export interface RateLimitOptions {
  /** Requests a second that a client may make on average; 0 turns the limit off. */
  readonly perSecond: number;
  /** Requests that a client may make at once. */
  readonly burst: number;
  readonly nowMs: () => number;
  /** Clients remembered; the one seen longest ago is forgotten first. */
  readonly clients?: number;
}

export interface RateLimit {
  /** Undefined when the request may go on, else the seconds after which to try again. */
  take(client: string): number | undefined;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

/** A token bucket a client. Memory is bounded by the number of clients remembered. */
export function createRateLimit(options: RateLimitOptions): RateLimit {
  const { perSecond, burst, nowMs, clients = 10_000 } = options;
  const buckets = new Map<string, Bucket>();
  return {
    take(client) {
      if (perSecond <= 0) return undefined;
      const now = nowMs();
      const bucket = buckets.get(client) ?? { tokens: burst, atMs: now };
      buckets.delete(client);
      bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.atMs) / 1000) * perSecond);
      bucket.atMs = now;
      buckets.set(client, bucket);
      if (buckets.size > clients) {
        const oldest = buckets.keys().next();
        if (!oldest.done) buckets.delete(oldest.value);
      }
      if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
      bucket.tokens -= 1;
      return undefined;
    },
  };
}
