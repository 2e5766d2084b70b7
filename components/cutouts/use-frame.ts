'use client';
import { useCallback, useSyncExternalStore } from 'react';
import { createFrameStore, type FrameState, type FrameStore } from './frame-store.ts';
import { loadFrame } from './load-frame.ts';

let shared: FrameStore | undefined;

function frames(): FrameStore {
  shared ??= createFrameStore({ load: loadFrame, mostKept: 100 });
  return shared;
}

/** The frame at `url`, shared by all who show it. Browser only. */
export function useFrame(url: string): FrameState & { readonly retry: () => void } {
  const subscribe = useCallback((listener: () => void) => frames().watch(url, listener), [url]);
  const read = () => frames().get(url);
  const { frame, error } = useSyncExternalStore(subscribe, read, read);
  return { frame, error, retry: () => frames().retry(url) };
}
