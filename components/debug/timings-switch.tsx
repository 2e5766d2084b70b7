'use client';
import { Suspense, useEffect } from 'react';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import { useHydrated } from '#components/ui/use-hydrated.ts';

const TimingsPanel = lazyPart(
  async () => (await import('./timings-panel.tsx')).TimingsPanel,
  'The timings did not arrive.',
);

/** `?debug` shows where the time went. Nothing is sent anywhere unless the portal has an address for it. */
export function TimingsSwitch({ sendTo }: { readonly sendTo?: string }) {
  const hydrated = useHydrated();
  useEffect(() => {
    if (sendTo === undefined) return;
    let end = () => {};
    let over = false;
    void import('./send-timings.ts').then(({ sendTimingsTo }) => {
      if (!over) end = sendTimingsTo(sendTo);
    });
    return () => {
      over = true;
      end();
    };
  }, [sendTo]);
  if (!hydrated || !new URLSearchParams(location.search).has('debug')) return null;
  return (
    <Suspense fallback={null}>
      <TimingsPanel />
    </Suspense>
  );
}
