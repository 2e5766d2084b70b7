import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';

export type LightcurveData =
  | { readonly state: 'idle' | 'loading' }
  | { readonly state: 'ready'; readonly curve: Lightcurve }
  | { readonly state: 'failed'; readonly message: string };

export interface LightcurveSource {
  get(): LightcurveData;
  /** Begins loading unless it began already; after a failure tries again. */
  load(): Promise<void>;
  subscribe(listener: () => void): () => void;
}

/** The numbers behind the server's drawing, fetched once and only when somebody interacts. */
export function createLightcurveSource(fetchCurve: () => Promise<Lightcurve>): LightcurveSource {
  let data: LightcurveData = { state: 'idle' };
  let running: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  const become = (next: LightcurveData) => {
    data = next;
    for (const listener of listeners) listener();
  };
  const run = async () => {
    become({ state: 'loading' });
    try {
      become({ state: 'ready', curve: await fetchCurve() });
    } catch (error) {
      running = undefined;
      become({ state: 'failed', message: error instanceof Error ? error.message : 'unknown failure' });
    }
  };
  return {
    get: () => data,
    load() {
      running ??= run();
      return running;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
