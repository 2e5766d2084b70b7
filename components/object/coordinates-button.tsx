'use client';
import { useState } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import styles from './object-header.module.css';

export interface WrittenPosition {
  readonly text: string;
  /** `ICRS`, `ICRS, degrees`, `galactic l b`, `ecliptic λ β`. */
  readonly frame: string;
}

/** One position in several ways of writing; a click shows the next. */
export function CoordinatesButton({ forms }: { readonly forms: readonly WrittenPosition[] }) {
  const [at, setAt] = useState(0);
  const form = forms[at % forms.length];
  if (!form) return null;
  return (
    <>
      <span className={styles.position}>
        <button
          type="button"
          className={styles.coordinates}
          title="Click: sexagesimal, degrees, galactic, ecliptic"
          onClick={() => setAt(at + 1)}
        >
          {form.text}
        </button>
        <CopyButton text={form.text.replaceAll('−', '-')} label="Copy coordinates" />
      </span>
      <span>{form.frame}</span>
    </>
  );
}
