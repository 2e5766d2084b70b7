'use client';
import { lazy, Suspense } from 'react';
import { useView } from '#components/object/object-context.tsx';
import { useHydrated } from '#components/ui/use-hydrated.ts';
import styles from './alerts-panel.module.css';

const AlertsTable = lazy(async () => {
  const { AlertsTable } = await import('./alerts-table.tsx');
  return { default: AlertsTable };
});

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
