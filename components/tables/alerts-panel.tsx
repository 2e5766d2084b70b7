'use client';
import { Suspense } from 'react';
import { useView } from '#components/object/object-context.tsx';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import { useHydrated } from '#components/ui/use-hydrated.ts';
import styles from './alerts-panel.module.css';

const AlertsTable = lazyPart(async () => (await import('./alerts-table.tsx')).AlertsTable, 'The table did not arrive.');

/** The table of all alerts; the grid and its data are loaded when the tab is opened. */
export function AlertsPanel() {
  const open = useView().tab === 'alerts';
  const hydrated = useHydrated();
  if (!open) return null;
  const waiting = <div className={styles.waiting} role="status" aria-label="The table is loading" />;
  if (!hydrated) return waiting;
  return (
    <Suspense fallback={waiting}>
      <AlertsTable>{waiting}</AlertsTable>
    </Suspense>
  );
}
