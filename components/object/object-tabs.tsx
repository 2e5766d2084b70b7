'use client';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useObjectPage, useView } from './object-context.tsx';
import styles from './object-tabs.module.css';
import { tabs, type ViewState } from './view-state.ts';

type Tab = ViewState['tab'];

const titles: Record<Tab, string> = { summary: 'Summary', alerts: 'All alerts', data: 'Get data' };

export interface ObjectTabsProps {
  readonly panes: Readonly<Record<Tab, ReactNode>>;
  readonly counts: string;
}

/** Tabs of an object page. They are links, so that they also work before and without script. */
export function ObjectTabs({ panes, counts }: ObjectTabsProps) {
  const { view: store } = useObjectPage();
  const { tab } = useView();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] ?? tab;
    store.set({ tab: next });
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
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
            {titles[name]}
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
