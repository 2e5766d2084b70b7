import { queryFromView, type ViewState, viewFromQuery } from './view-state.ts';

/** The part of the browser that the store writes to; injected, so that it runs without one. */
export interface AddressBar {
  query(): URLSearchParams;
  push(query: string): void;
  replace(query: string): void;
  nowMs(): number;
}

export interface ViewStore {
  get(): ViewState;
  set(change: Partial<ViewState>): void;
  subscribe(listener: () => void): () => void;
  /** The address changed under the store (Back, Forward). */
  reread(): void;
}

/** Changes of the same thing within this time are one step of Back: walking over epochs isn't fifty. */
const sameStepMs = 1_500;

/** The view of one object page, and its address. */
export function createViewStore(initial: ViewState, bar: AddressBar): ViewStore {
  let view = initial;
  let last = { what: '', atMs: -Infinity };
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    get: () => view,
    set(change) {
      const before = bar.query();
      const next = { ...view, ...change };
      if (queryFromView(next) === queryFromView(view)) return;
      view = next;
      const what = Object.keys(change).sort().join();
      const query = queryFromView(view, before);
      if (what === last.what && bar.nowMs() - last.atMs < sameStepMs) bar.replace(query);
      else bar.push(query);
      last = { what, atMs: bar.nowMs() };
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reread() {
      view = viewFromQuery(bar.query());
      last = { what: '', atMs: -Infinity };
      tell();
    },
  };
}
