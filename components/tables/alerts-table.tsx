'use client';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, useMemo } from 'react';
import { lightcurveQuery } from '#components/lightcurve/lightcurve-query.ts';
import { AlertFields } from '#components/object/alert-fields.tsx';
import { useObjectPage, useSelectAlert, useSelectedAlertId, useView } from '#components/object/object-context.tsx';
import { Queries } from '#components/trpc/query-client.tsx';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import { Message } from '#components/ui/message.tsx';
import { RetryButton } from '#components/ui/retry-button.tsx';
import { alertRows } from './alert-rows.ts';

const AlertGrid = lazyPart(async () => (await import('./alert-grid.tsx')).AlertGrid, 'The table did not arrive.');

/** The rows behind the grid, in their four states. `children` are shown while they load. */
export function AlertsTable({ children }: { readonly children: ReactNode }) {
  return (
    <Queries>
      <Rows>{children}</Rows>
    </Queries>
  );
}

function Rows({ children: waiting }: { readonly children: ReactNode }) {
  const { facts, view } = useObjectPage();
  const { alertOrder } = useView();
  const select = useSelectAlert();
  const selected = useSelectedAlertId();
  const { data: curve, error, isFetching, refetch } = useQuery(lightcurveQuery(facts));
  const rows = useMemo(() => (curve ? alertRows(curve) : []), [curve]);
  if (error !== null && !isFetching) {
    return (
      <Message
        title="The alerts did not arrive"
        detail={wordsOfFailure(error)}
        actions={<RetryButton look="primary" onRetry={refetch} />}
      >
        <p>The object API did not answer as it should; the rest of the page is not affected.</p>
      </Message>
    );
  }
  if (!curve) return waiting;
  if (rows.length === 0) return <Message title="No alerts">This object has no alerts in this archive.</Message>;
  return (
    <>
      <Suspense fallback={waiting}>
        <AlertGrid
          rows={rows}
          selectedAlertId={selected}
          timeScale={facts.timeScale}
          onSelect={select}
          order={alertOrder}
          onOrder={(order) => view.set({ alertOrder: order })}
        />
      </Suspense>
      <AlertFields key={selected} alertId={selected} />
    </>
  );
}
