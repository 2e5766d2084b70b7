import type { StampFrame } from '#domain/stamps/frame.ts';

/** What is known of a frame; neither of both while it is on its way. */
export interface FrameState {
  readonly frame?: StampFrame;
  readonly error?: Error;
}

/** Frames that are looked at, and those looked at lately. They never change, so none is asked for twice. */
export interface FrameStore {
  get(url: string): FrameState;
  /** Asks for the frame unless it is there, and tells `listener` when that changed. A frame that nobody waits for any more is cancelled. */
  watch(url: string, listener: () => void): () => void;
  /** Asks again after a failure. */
  retry(url: string): void;
}

export interface FrameStoreDeps {
  readonly load: (url: string, signal: AbortSignal) => Promise<StampFrame>;
  /** Frames that are kept, about 50 kB each. */
  readonly mostKept: number;
}

interface Entry {
  state: FrameState;
  loading: AbortController | undefined;
  readonly listeners: Set<() => void>;
}

const waiting: FrameState = {};

function change(entry: Entry, state: FrameState): void {
  entry.state = state;
  for (const listener of entry.listeners) listener();
}

/** Less than a query library, for the one read that every object page makes before it is touched. */
export function createFrameStore({ load, mostKept }: FrameStoreDeps): FrameStore {
  const entries = new Map<string, Entry>();

  const begin = (url: string, entry: Entry): void => {
    const asked = new AbortController();
    entry.loading = asked;
    if (entry.state !== waiting) change(entry, waiting);
    const settled = (state: FrameState): void => {
      if (entry.loading !== asked) return;
      entry.loading = undefined;
      change(entry, state);
    };
    load(url, asked.signal).then(
      (frame) => settled({ frame }),
      (error: unknown) => settled({ error: error instanceof Error ? error : new Error(String(error)) }),
    );
  };

  const entryOf = (url: string): Entry => {
    const entry = entries.get(url) ?? { state: waiting, loading: undefined, listeners: new Set() };
    entries.delete(url);
    entries.set(url, entry);
    return entry;
  };

  const forgetOldest = (): void => {
    for (const [url, { listeners }] of entries) {
      if (entries.size <= mostKept) return;
      if (listeners.size === 0) entries.delete(url);
    }
  };

  const leave = (url: string, entry: Entry): void => {
    if (entry.listeners.size > 0) return;
    if (entry.state.frame === undefined) {
      entry.loading?.abort();
      entry.loading = undefined;
      if (entries.get(url) === entry) entries.delete(url);
    } else forgetOldest();
  };

  return {
    get: (url) => entries.get(url)?.state ?? waiting,
    watch(url, listener) {
      const entry = entryOf(url);
      // Every watcher counts, even where two bring the same function.
      const own = () => listener();
      entry.listeners.add(own);
      if (entry.state.frame === undefined && entry.loading === undefined) begin(url, entry);
      return () => {
        entry.listeners.delete(own);
        leave(url, entry);
      };
    },
    retry(url) {
      const entry = entries.get(url);
      if (entry !== undefined && entry.state.error !== undefined) begin(url, entry);
    },
  };
}
