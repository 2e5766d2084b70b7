'use client';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useLightcurveData, useObjectPage, useSelectedAlertId, useView } from '#components/object/object-context.tsx';
import { controlStyles } from '#components/ui/control.tsx';
import { Message } from '#components/ui/message.tsx';
import { alertRows } from './alert-rows.ts';
import styles from './alerts-panel.module.css';

const AlertGrid = lazy(async () => {
  const { AlertGrid } = await import('./alert-grid.tsx');
  return { default: AlertGrid };
});

/** The table of all alerts; the grid and its data are loaded when the tab is opened. */
export function AlertsPanel() {
  const { data: source, view: store, facts } = useObjectPage();
  const { tab } = useView();
  const open = tab === 'alerts';
  const data = useLightcurveData();
  const selected = useSelectedAlertId();
  useEffect(() => {
    if (open) void source.load();
  }, [open, source]);
  const rows = useMemo(() => (data.state === 'ready' ? alertRows(data.curve) : []), [data]);
  if (!open) return null;
  if (data.state === 'failed') {
    return (
      <Message
        title="The alerts did not arrive"
        detail={data.message}
        actions={
          <button type="button" className={controlStyles.primary} onClick={() => void source.load()}>
            Try again
          </button>
        }
      >
        <p>The object API did not answer as it should; the rest of the page is not affected.</p>
      </Message>
    );
  }
  const waiting = <div className={styles.waiting} role="status" aria-label="The table is loading" />;
  if (data.state !== 'ready') return waiting;
  if (rows.length === 0) return <Message title="No alerts">This object has no alerts in this archive.</Message>;
  return (
    <Suspense fallback={waiting}>
      <AlertGrid
        rows={rows}
        selectedAlertId={selected}
        timeScale={facts.timeScale}
        onSelect={(alertId) => store.set({ alert: alertId === facts.latestAlertId ? null : alertId })}
      />
    </Suspense>
  );
}
