'use client';
import { useState } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import styles from './get-data.module.css';

export interface Snippet {
  readonly name: string;
  readonly code: string;
}

/** How to get these numbers into a program of one's own. */
export function GetData({ snippets, arrowUrl }: { readonly snippets: readonly Snippet[]; readonly arrowUrl: string }) {
  const [at, setAt] = useState(0);
  const shown = snippets[at];
  return (
    <div className={styles.data}>
      <div className={styles.bar}>
        <span className={controlStyles.segments}>
          {snippets.map(({ name }, index) => (
            <button
              key={name}
              type="button"
              className={controlStyles.button}
              aria-pressed={index === at}
              onClick={() => setAt(index)}
            >
              {name}
            </button>
          ))}
        </span>
        {shown ? <CopyButton text={shown.code} label="Copy the code" /> : null}
        <a className={controlStyles.outlined} href={arrowUrl} download>
          Light curve as Arrow
        </a>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wide code scrolls, and keys must reach it */}
      <pre className={styles.code} tabIndex={0}>
        {shown?.code}
      </pre>
    </div>
  );
}
