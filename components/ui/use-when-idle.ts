'use client';
import { type EffectCallback, useEffect } from 'react';

/** How long it may take, ms: where browsers don't tell that they are idle, and where they never are; without the latter it waits on. */
interface IdlePatience {
  readonly untoldMs: number;
  readonly busyMs?: number;
}

const usual: IdlePatience = { untoldMs: 800, busyMs: 3_000 };

/** Calls `start` in a task of its own, when the page is quiet. @returns what takes that back */
export function whenIdle(start: () => void, { untoldMs, busyMs }: IdlePatience): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(start, untoldMs);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(start, busyMs === undefined ? {} : { timeout: busyMs });
  return () => cancelIdleCallback(handle);
}

/** Calls `begin` once, when the page is quiet; what it returns ends it when the component leaves. */
export function useWhenIdle(begin: EffectCallback, patience: IdlePatience = usual): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    let end: ReturnType<EffectCallback>;
    const forget = whenIdle(() => {
      end = begin();
    }, patience);
    return () => {
      forget();
      end?.();
    };
  }, []);
}
