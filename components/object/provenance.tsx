'use client';
import { type ReactNode, Suspense, useState } from 'react';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import styles from './provenance.module.css';
import type { ProvenanceSubject } from './provenance-dialog.tsx';

const ProvenanceDialog = lazyPart(
  async () => (await import('./provenance-dialog.tsx')).ProvenanceDialog,
  'The explanation did not arrive.',
);

export interface ProvenanceButtonProps {
  readonly subject: ProvenanceSubject;
  /** What is pressed: a badge, or the name of a score. */
  readonly children: ReactNode;
}

/** A class or score that opens who says it, from what, and what it means; the words are loaded on the first press. */
export function ProvenanceButton({ subject, children }: ProvenanceButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={styles.button} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {children}
      </button>
      {open ? (
        <Suspense>
          <ProvenanceDialog subject={subject} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
