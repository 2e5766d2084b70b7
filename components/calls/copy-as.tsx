'use client';
import { useState } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Scrolled } from '#components/ui/scrolled.tsx';
import styles from './copy-as.module.css';
import type { Snippet } from './snippets.ts';

export interface CopyAsProps {
  readonly snippets: readonly Snippet[];
  /** What the snippets are of, for those who can't see where they stand. */
  readonly label: string;
}

/** One thing in several languages, to be copied. */
export function CopyAs({ snippets, label }: CopyAsProps) {
  const [chosen, setChosen] = useState(0);
  const shown = snippets[chosen] ?? snippets[0];
  if (shown === undefined) return null;
  return (
    <div className={styles.copyAs}>
      <div className={styles.bar}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame into the toolbar */}
        <span className={controlStyles.segments} role="group" aria-label={label}>
          {snippets.map(({ name }, index) => (
            <button
              key={name}
              type="button"
              className={controlStyles.button}
              aria-pressed={snippets[chosen] === undefined ? index === 0 : index === chosen}
              onClick={() => setChosen(index)}
            >
              {name}
            </button>
          ))}
        </span>
        <CopyButton text={shown.code} label={`Copy as ${shown.name}`} />
      </div>
      <Scrolled label={`Code, ${shown.name}`} className={styles.code}>
        <pre>{shown.code}</pre>
      </Scrolled>
    </div>
  );
}
