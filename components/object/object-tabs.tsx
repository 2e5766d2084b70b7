'use client';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useShortcut } from '#components/ui/shortcuts.ts';
import { useObjectPage, useView } from './object-context.tsx';
import styles from './object-tabs.module.css';
import { type TabName, tabNames, tabTitles } from './tab-list.ts';

export interface ObjectTabsProps {
  /** By tab; a tab without pane does not appear. */
  readonly panes: Readonly<Partial<Record<TabName, ReactNode>>>;
  readonly counts: string;
}

/** Tabs of an object page. They are links, so that they also work before and without script. */
export function ObjectTabs({ panes, counts }: ObjectTabsProps) {
  const { view: store } = useObjectPage();
  const chosen = useView().tab;
  const tabs = tabNames.filter((name) => panes[name] !== undefined);
  // An address may ask for an analysis that this object has not.
  const tab = tabs.find((name) => name === chosen) ?? tabNames[0];
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] ?? tab;
    store.set({ tab: next });
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  useShortcut({ key: 'f', label: 'Fold with a period', group: 'Object' }, () => {
    if (panes.variable === undefined) return;
    store.set({ tab: 'variable' });
    list.current?.querySelector<HTMLElement>('#tab-variable')?.focus();
  });
  return (
    <>
      <div ref={list} className={styles.tabs} role="tablist" aria-label="More about this object" onKeyDown={move}>
        {tabs.map((name) => (
          <a
            key={name}
            id={`tab-${name}`}
            role="tab"
            href={name === 'summary' ? '?' : `?tab=${name}`}
            aria-selected={tab === name}
            aria-controls={`pane-${name}`}
            tabIndex={tab === name ? 0 : -1}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey) return;
              event.preventDefault();
              store.set({ tab: name });
            }}
          >
            {tabTitles[name]}
            {name === 'alerts' ? <b> {counts}</b> : null}
          </a>
        ))}
      </div>
      {tabs.map((name) => (
        <div
          key={name}
          id={`pane-${name}`}
          className={styles.pane}
          role="tabpanel"
          aria-labelledby={`tab-${name}`}
          hidden={tab !== name}
        >
          {panes[name]}
        </div>
      ))}
    </>
  );
}
