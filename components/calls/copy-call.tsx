'use client';
import { useState } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import type { MadeCall } from '#domain/search/result.ts';
import styles from './copy-as.module.css';
import { CopyAs } from './copy-as.tsx';
import { snippetsOf } from './snippets.ts';

/** A call that a search made, in the languages that it can be pasted into; written when somebody wants them. */
export function CopyCall({ call }: { readonly call: MadeCall }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={controlStyles.button} aria-expanded={open} onClick={() => setOpen(!open)}>
        Copy as…
      </button>
      {open ? (
        <div className={styles.whole}>
          <CopyAs snippets={snippetsOf({ ...call, file: call.route })} label="Copy the call as" />
        </div>
      ) : null}
    </>
  );
}
