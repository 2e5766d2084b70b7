'use client';
import { lazy, Suspense, useState } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import sections from '#components/ui/section.module.css';
import { ElsewhereLinks } from './elsewhere-links.tsx';
import { NeighboursWaiting } from './neighbours-waiting.tsx';

const Neighbours = lazy(async () => {
  const { NeighboursPanel } = await import('./neighbours-panel.tsx');
  return { default: NeighboursPanel };
});

/** What lies around an object: our own neighbours, asked for by a click, and links to what others know of the place. */
export function ContextPanel() {
  const [open, setOpen] = useState(false);
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
      <ElsewhereLinks />
    </section>
  );
}
