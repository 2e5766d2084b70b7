'use client';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { Queries } from '#components/trpc/query-client.tsx';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { RetryButton } from '#components/ui/retry-button.tsx';
import { AlertFactList } from './alert-fact-list.tsx';
import styles from './alert-facts.module.css';
import { useObjectPage } from './object-context.tsx';
import { packAlertFacts } from './packed-facts.ts';

export interface AlertFactsLiveProps {
  readonly alertId: string;
  /** What stands in while the numbers are on their way. */
  readonly children: ReactNode;
}

/** The numbers of an alert other than the one the page opened with. */
export function AlertFactsLive(props: AlertFactsLiveProps) {
  return (
    <Queries>
      <Alert {...props} />
    </Queries>
  );
}

function Alert({ alertId, children: waiting }: AlertFactsLiveProps) {
  const { objectId } = useObjectPage().facts;
  const alert = useQuery(portalTrpc().alert.queryOptions({ objectId, alertId }, cancelled));
  if (alert.data) return <AlertFactList alertId={alertId} facts={packAlertFacts(alert.data.facts)} />;
  if (alert.isFetching || alert.error === null) return waiting;
  return (
    <div className={styles.failed} role="status">
      <p>
        The numbers of alert {alertId} did not arrive: {wordsOfFailure(alert.error)}.
      </p>
      <RetryButton look="outlined" onRetry={alert.refetch} />
    </div>
  );
}
