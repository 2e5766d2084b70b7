'use client';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { markCurveVisible } from '#components/debug/mark-curve.ts';
import { useObjectPage, useSelectedAlertId, useView } from '#components/object/object-context.tsx';
import { Select } from '#components/ui/control.tsx';
import sections from '#components/ui/section.module.css';
import { useShortcut } from '#components/ui/shortcuts.ts';
import { epochAfter, epochsOf } from './epochs.ts';
import type { LegendEntry } from './figure-legend.ts';
import { Legend } from './legend.tsx';
import styles from './lightcurve-panel.module.css';

const LightcurveInteractive = lazy(async () => {
  const { LightcurveInteractive } = await import('./lightcurve-interactive.tsx');
  return { default: LightcurveInteractive };
});

const unitOptions = [
  { value: 'mag', label: 'Difference mag' },
  { value: 'flux', label: 'Difference flux' },
] as const;

/** Calls `begin` once the page is quiet. */
function useWhenIdle(begin: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(begin, 800);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(begin, { timeout: 3_000 });
    return () => cancelIdleCallback(handle);
  }, []);
}

/** `←` `→`: the epoch before and after, matched by alert id. */
function useEpochKeys(begin: () => void): void {
  const { view, facts } = useObjectPage();
  const selected = useSelectedAlertId();
  const walk = async (step: number) => {
    begin();
    const { lightcurveNow } = await import('./lightcurve-query.ts');
    // A failure is shown over the curve, which has the same query.
    const curve = await lightcurveNow(facts).catch(() => undefined);
    const next = curve && epochAfter(epochsOf(curve), selected, step);
    if (next) view.set({ alert: next === facts.latestAlertId ? null : next });
  };
  useShortcut({ key: 'ArrowLeft', label: 'Earlier epoch', group: 'Object' }, () => void walk(-1));
  useShortcut({ key: 'ArrowRight', label: 'Later epoch', group: 'Object' }, () => void walk(1));
}

export interface LightcurvePanelProps {
  readonly legend: readonly LegendEntry[];
  /** The server's SVG. */
  readonly children: ReactNode;
}

/** Toolbar and frame of the light curve. Everything below the server's SVG is loaded when idle, or on the first touch. */
export function LightcurvePanel({ legend, children }: LightcurvePanelProps) {
  const { view: store, facts } = useObjectPage();
  const view = useView();
  const [living, setLiving] = useState(false);
  const begin = () => setLiving(true);
  useWhenIdle(begin);
  useEffect(markCurveVisible, []);
  useEpochKeys(begin);
  const unit = view.unit ?? facts.defaultUnit;
  const chooseUnit = (next: typeof unit) => {
    begin();
    store.set({ unit: next === facts.defaultUnit ? null : next });
  };
  useShortcut({ key: 'u', label: 'Unit: magnitude, flux', group: 'Object' }, () =>
    chooseUnit(unit === 'mag' ? 'flux' : 'mag'),
  );
  const toggle = (key: string) => {
    begin();
    const others = view.hidden.filter((hidden) => hidden !== key);
    store.set({ hidden: others.length < view.hidden.length ? others : [...others, key].sort() });
  };
  return (
    <section aria-labelledby="lc-title">
      <div className={sections.bar}>
        <h2 id="lc-title">Light curve</h2>
        <Select label="Unit of the light curve" value={unit} options={unitOptions} onChange={chooseUnit} />
        <span className={sections.space} />
        <Legend entries={legend} hidden={new Set(view.hidden)} onToggle={toggle} />
      </div>
      <div className={styles.box} onPointerEnter={begin} onTouchStart={begin}>
        {living ? (
          <Suspense fallback={children}>
            <LightcurveInteractive>{children}</LightcurveInteractive>
          </Suspense>
        ) : (
          children
        )}
      </div>
    </section>
  );
}
