'use client';
import { useState } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { currentLink, useView } from './object-context.tsx';

/** The address of exactly what is seen now. */
export function CopyLink() {
  const view = useView();
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      className={controlStyles.outlined}
      onClick={async () => {
        await navigator.clipboard.writeText(currentLink(view));
        setCopied(true);
        setTimeout(() => setCopied(false), 1500);
      }}
    >
      <Icon name={copied ? 'check' : 'copy'} />
      <span aria-live="polite">{copied ? 'Copied' : 'Copy link'}</span>
    </button>
  );
}
