'use client';
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react';
import { useHydrated } from '#components/ui/use-hydrated.ts';
import type { AnalysisName } from '#domain/object/relevance.ts';
import { analysisLoaders } from './analysis-list.ts';
import { useView } from './object-context.tsx';
import styles from './object-tabs.module.css';
import { tabTitles } from './tab-list.ts';

const panes = new Map<AnalysisName, ComponentType>();

/** Each analysis is one lazy component however often it is drawn. */
function paneOf(name: AnalysisName): ComponentType | undefined {
  const load = analysisLoaders[name];
  if (!load) return undefined;
  const pane = panes.get(name) ?? lazy(load);
  panes.set(name, pane);
  return pane;
}

/** An analysis: loaded when its tab is first opened, and kept from then on with all that was done in it. */
export function AnalysisPane({ name }: { readonly name: AnalysisName }) {
  const open = useView().tab === name;
  const hydrated = useHydrated();
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (open) setOpened(true);
  }, [open]);
  const Pane = hydrated && (open || opened) ? paneOf(name) : undefined;
  const waiting = <div className={styles.waiting} role="status" aria-label={`${tabTitles[name]} is loading`} />;
  if (!Pane) return waiting;
  return (
    <Suspense fallback={waiting}>
      <Pane />
    </Suspense>
  );
}
