'use client';
import { useState } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import styles from './get-data.module.css';
import { useObjectPage, useView } from './object-context.tsx';
import { snippetsFor } from './snippets.ts';

export interface GetDataProps {
  readonly objectId: string;
  readonly objectArgument: string;
  /** The survey's object API as people outside reach it. */
  readonly apiUrl: string;
}

/** How to get these numbers into a program of one's own; written when the tab is opened. */
export function GetData({ objectId, objectArgument, apiUrl }: GetDataProps) {
  const { facts } = useObjectPage();
  const { tab } = useView();
  const [at, setAt] = useState(0);
  if (tab !== 'data') return null;
  const snippets = snippetsFor({ objectArgument }, objectId, apiUrl);
  const arrowUrl = `/data/${facts.survey}/${encodeURIComponent(objectId)}.arrow`;
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
