'use client';
import { lazy, Suspense } from 'react';
import type { AlertDetail } from '#domain/object/summary.ts';
import { AlertFactList } from './alert-fact-list.tsx';
import { useSelectedAlertId } from './object-context.tsx';

const AlertFactsLive = lazy(async () => {
  const { AlertFactsLive } = await import('./alert-facts-live.tsx');
  return { default: AlertFactsLive };
});

/** The numbers of the selected alert; those of the alert the page opened with are in the first HTML, others are asked for. */
export function AlertFacts({ first }: { readonly first: AlertDetail }) {
  const alertId = useSelectedAlertId();
  if (alertId === first.alertId) return <AlertFactList detail={first} />;
  return (
    <Suspense fallback={<AlertFactList waiting detail={first} />}>
      <AlertFactsLive alertId={alertId} first={first} />
    </Suspense>
  );
}
