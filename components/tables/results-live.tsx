'use client';
import { useEffect } from 'react';
import { useShortcut } from '#components/ui/shortcuts.ts';

function links(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-results] [data-result]')];
}

/** Moves the focus by rows, from the focused one or into the list; the link's own Enter opens it. */
function step(by: 1 | -1): void {
  const all = links();
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? all.indexOf(activeElement) : -1;
  const wanted = at < 0 ? (by === 1 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
  all[wanted]?.focus();
}

/** What script adds to a list of results: keys, and stamps of the rows that are seen. */
export function ResultsLive() {
  useShortcut({ key: 'j', label: 'Next (Enter opens)', group: 'Results' }, () => step(1));
  useShortcut({ key: 'k', label: 'Previous', group: 'Results' }, () => step(-1));
  useEffect(() => {
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting || !(target instanceof HTMLElement)) continue;
          watcher.unobserve(target);
          void import('./paint-result-stamp.ts').then(({ paintResultStamp }) => paintResultStamp(target));
        }
      },
      { rootMargin: '120px' },
    );
    for (const place of document.querySelectorAll('[data-results] [data-frame]')) watcher.observe(place);
    return () => watcher.disconnect();
  }, []);
  return null;
}
