export interface FreshCacheOptions<T> {
  /** An answer younger than this is given without asking again. */
  readonly freshMs: number;
  /** An answer younger than this is given when asking again failed. */
  readonly keepMs: number;
  /** Sum of weights that is kept; the least recently used go first. */
  readonly maxWeight: number;
  readonly weight: (value: T) => number;
  readonly nowMs: () => number;
}

export interface Kept<T> {
  readonly value: T;
  readonly ageMs: number;
}

export interface FreshCache<T> {
  /** The answer under `key` if it is young enough to be given as it is. */
  fresh(key: string): Kept<T> | undefined;
  /** The answer under `key`, however old within `keepMs`: for when the source fails. */
  kept(key: string): Kept<T> | undefined;
  set(key: string, value: T): void;
  weight(): number;
  size(): number;
}

/** Answers kept for a while in memory, bounded by weight, that know their age. */
export function createFreshCache<T>({
  freshMs,
  keepMs,
  maxWeight,
  weight,
  nowMs,
}: FreshCacheOptions<T>): FreshCache<T> {
  const entries = new Map<string, { value: T; atMs: number; weight: number }>();
  let total = 0;

  const drop = (key: string): void => {
    const entry = entries.get(key);
    if (entry === undefined) return;
    total -= entry.weight;
    entries.delete(key);
  };
  const within = (key: string, limitMs: number): Kept<T> | undefined => {
    const entry = entries.get(key);
    if (entry === undefined) return undefined;
    const ageMs = nowMs() - entry.atMs;
    if (ageMs >= keepMs) drop(key);
    if (ageMs >= limitMs) return undefined;
    entries.delete(key);
    entries.set(key, entry);
    return { value: entry.value, ageMs };
  };

  return {
    fresh: (key) => within(key, freshMs),
    kept: (key) => within(key, keepMs),
    set(key, value) {
      drop(key);
      const own = weight(value);
      if (own > maxWeight) return;
      entries.set(key, { value, atMs: nowMs(), weight: own });
      total += own;
      for (const oldest of entries.keys()) {
        if (total <= maxWeight) break;
        drop(oldest);
      }
    },
    weight: () => total,
    size: () => entries.size,
  };
}
