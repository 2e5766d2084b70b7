'use client';
import { useEffect } from 'react';

/** Calls `begin` once, when the page is quiet. */
export function useWhenIdle(begin: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(begin, 800);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(begin, { timeout: 3_000 });
    return () => cancelIdleCallback(handle);
  }, []);
}
