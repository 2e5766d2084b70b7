'use client';
import { lazy, Suspense, useEffect, useState } from 'react';

const OtherNamesLive = lazy(async () => {
  const { OtherNamesLive } = await import('./other-names-live.tsx');
  return { default: OtherNamesLive };
});

/** Names that others gave this object. They are no part of its alerts, so they are asked for when the page is quiet. */
export function OtherNames() {
  const [quiet, setQuiet] = useState(false);
  useEffect(() => {
    const begin = () => setQuiet(true);
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(begin, 1_500);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(begin, { timeout: 4_000 });
    return () => cancelIdleCallback(handle);
  }, []);
  return quiet ? (
    <Suspense fallback={null}>
      <OtherNamesLive />
    </Suspense>
  ) : null;
}
