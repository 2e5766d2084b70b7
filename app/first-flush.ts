/** How long the first flush waits for the numbers of an object. */
export const firstFlushMs = 150;

const crawler =
  /bot\b|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|telegram|embedly|slack|discord|mastodon|lighthouse/i;

/** True for programs that read a page once and without script: they get the whole page in the first flush. */
export function isCrawler(userAgent: string | null): boolean {
  return crawler.test(userAgent ?? '');
}

export type Settled<T> =
  | { readonly state: 'done'; readonly value: T }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'late' };

/** What became of `work` within `limitMs`; it goes on when it is late. */
export async function settledWithin<T>(work: Promise<T>, limitMs: number): Promise<Settled<T>> {
  const outcome = work.then(
    (value): Settled<T> => ({ state: 'done', value }),
    (error: unknown): Settled<T> => ({ state: 'failed', error }),
  );
  if (limitMs === Number.POSITIVE_INFINITY) return outcome;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Settled<T>>((resolve) => {
    timer = setTimeout(() => resolve({ state: 'late' }), limitMs);
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}
