'use client';
import { useEffect, useRef } from 'react';
import type { FrameStore } from './frame-store.ts';

/** Holds on to frames, so that they are loaded and kept; frames no longer wanted are let go, and cancelled when nobody else waits. */
export function createHold(frames: Pick<FrameStore, 'watch'>) {
  const held = new Map<string, () => void>();
  return {
    only(urls: readonly string[]): void {
      // The new ones first: a frame wanted before and now must not be cancelled in between.
      for (const url of urls)
        if (!held.has(url))
          held.set(
            url,
            frames.watch(url, () => {}),
          );
      for (const [url, leave] of held) {
        if (urls.includes(url)) continue;
        held.delete(url);
        leave();
      }
    },
  };
}

interface Connection {
  readonly saveData?: boolean;
}

/** False where the visitor asked for little data. */
export function mayPrefetch(connection: Connection | undefined): boolean {
  return connection?.saveData !== true;
}

function browserConnection(): Connection | undefined {
  const found: unknown = Reflect.get(navigator, 'connection');
  return typeof found === 'object' && found !== null ? found : undefined;
}

/** The list's members within `reach` of `middle`, nearest first, later ones before earlier. */
export function neighboursOf(list: readonly string[], middle: string, reach: number): readonly string[] {
  const at = list.indexOf(middle);
  if (at < 0) return [];
  return Array.from({ length: reach }, (_, step) => [list[at + step + 1], list[at - step - 1]])
    .flat()
    .filter((one) => one !== undefined);
}

/** Loads frames before they are asked for, while the component is there. */
export function usePrefetched(urls: readonly string[], frames: () => FrameStore): void {
  const hold = useRef<ReturnType<typeof createHold> | null>(null);
  const key = urls.join(' ');
  useEffect(() => {
    if (key === '' && hold.current === null) return;
    hold.current ??= createHold(frames());
    hold.current.only(key === '' || !mayPrefetch(browserConnection()) ? [] : key.split(' '));
  }, [key, frames]);
  useEffect(() => () => hold.current?.only([]), []);
}
