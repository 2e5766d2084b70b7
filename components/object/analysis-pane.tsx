'use client';
import { Suspense, useEffect, useState } from 'react';
import { useHydrated } from '#components/ui/use-hydrated.ts';
import type { AnalysisName } from '#domain/object/relevance.ts';
import { analysisPanes } from './analysis-list.ts';
import { useView } from './object-context.tsx';
import styles from './object-tabs.module.css';
import { tabTitles } from './tab-list.ts';

/** An analysis: loaded when its tab is first opened, and kept from then on with all that was done in it. */
export function AnalysisPane({ name }: { readonly name: AnalysisName }) {
  const open = useView().tab === name;
  const hydrated = useHydrated();
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (open) setOpened(true);
  }, [open]);
  const Pane = analysisPanes[name];
  if (!open && !opened) return null;
  const waiting = <div className={styles.waiting} role="status" aria-label={`${tabTitles[name]} is loading`} />;
  if (!hydrated) return waiting;
  return (
    <Suspense fallback={waiting}>
      <Pane />
    </Suspense>
  );
}
