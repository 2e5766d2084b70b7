'use client';
import { useCallback, useSyncExternalStore } from 'react';
import { createFrameStore, type FrameState, type FrameStore } from './frame-store.ts';
import { loadFrame } from './load-frame.ts';

let shared: FrameStore | undefined;

/** The page's frames. Browser only. */
export function pageFrames(): FrameStore {
  shared ??= createFrameStore({ load: loadFrame, mostKept: 100 });
  return shared;
}

const nothing: FrameState = {};
const noWatch = () => () => {};

/** The frame at `url`, shared by all who show it; nothing for null. Browser only. */
export function useFrame(url: string | null): FrameState & { readonly retry: () => void } {
  const subscribe = useCallback(
    (listener: () => void) => (url === null ? noWatch() : pageFrames().watch(url, listener)),
    [url],
  );
  const read = () => (url === null ? nothing : pageFrames().get(url));
  const { frame, error } = useSyncExternalStore(subscribe, read, read);
  return { frame, error, retry: () => (url === null ? undefined : pageFrames().retry(url)) };
}
