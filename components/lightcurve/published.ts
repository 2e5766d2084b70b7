import { useSyncExternalStore } from 'react';

interface Named {
  readonly id: string;
}

/** Things of a kind that one part of a page gives to another, by id, in the order in which they came. */
export interface Published<Thing extends Named> {
  get(): readonly Thing[];
  /** Gives a thing, or its newer form; returns how to take it back. */
  publish(thing: Thing): () => void;
  subscribe(listener: () => void): () => void;
}

export function createPublished<Thing extends Named>(): Published<Thing> {
  let things: readonly Thing[] = [];
  const listeners = new Set<() => void>();
  const become = (next: readonly Thing[]) => {
    things = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => things,
    publish(thing) {
      const known = things.some(({ id }) => id === thing.id);
      become(known ? things.map((other) => (other.id === thing.id ? thing : other)) : [...things, thing]);
      return () => {
        // A newer form of it is somebody else's to take back.
        if (things.includes(thing)) become(things.filter((other) => other !== thing));
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const nothing: readonly never[] = [];

export function usePublished<Thing extends Named>(store: Published<Thing>): readonly Thing[] {
  return useSyncExternalStore(store.subscribe, store.get, () => nothing);
}
