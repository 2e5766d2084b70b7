'use client';
import { Suspense } from 'react';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import { AlertFactList, type AlertFactListProps } from './alert-fact-list.tsx';
import { useSelectedAlertId } from './object-context.tsx';

const AlertFactsLive = lazyPart(
  async () => (await import('./alert-facts-live.tsx')).AlertFactsLive,
  'The numbers of this alert did not arrive.',
);

/** The numbers of the selected alert; those of the alert the page opened with are in the first HTML, others are asked for. */
export function AlertFacts(first: Pick<AlertFactListProps, 'alertId' | 'facts'>) {
  const alertId = useSelectedAlertId();
  if (alertId === first.alertId) return <AlertFactList {...first} />;
  const waiting = <AlertFactList waiting {...first} />;
  return (
    <Suspense fallback={waiting}>
      <AlertFactsLive alertId={alertId}>{waiting}</AlertFactsLive>
    </Suspense>
  );
}
