'use client';
import { Suspense, useState } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import sections from '#components/ui/section.module.css';
import { useWhenIdle } from '#components/ui/use-when-idle.ts';
import styles from './context-panel.module.css';
import { NeighboursWaiting } from './neighbours-waiting.tsx';

const Neighbours = lazyPart(
  async () => (await import('./neighbours-panel.tsx')).NeighboursPanel,
  'The neighbours did not arrive.',
);

const ElsewhereLinks = lazyPart(
  async () => (await import('./elsewhere-links.tsx')).ElsewhereLinks,
  'The links to other archives did not arrive.',
);

/** What lies around an object: our own neighbours, asked for by a click, and links to what others know of the place. */
export function ContextPanel() {
  const [open, setOpen] = useState(false);
  const [quiet, setQuiet] = useState(false);
  useWhenIdle(() => setQuiet(true));
  const waiting = <div className={styles.waiting} role="status" aria-label="Links to other archives are loading" />;
  return (
    <section aria-labelledby="context-title">
      <div className={sections.bar}>
        <h2 id="context-title">Context</h2>
        <button
          type="button"
          className={controlStyles.outlined}
          aria-expanded={open}
          aria-controls="neighbours"
          onClick={() => setOpen(!open)}
        >
          Neighbours
        </button>
      </div>
      <div id="neighbours">
        {open ? (
          <Suspense fallback={<NeighboursWaiting />}>
            <Neighbours />
          </Suspense>
        ) : null}
      </div>
      {quiet ? (
        <Suspense fallback={waiting}>
          <ElsewhereLinks />
        </Suspense>
      ) : (
        waiting
      )}
    </section>
  );
}
