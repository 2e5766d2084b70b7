'use client';
import { useState } from 'react';
import { controlStyles } from './control.tsx';
import { Icon } from './icons.tsx';

/** Copies `text`; the icon answers, and a status says it to those who can't see it. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <>
      <button
        type="button"
        className={controlStyles.bare}
        aria-label={label}
        title={label}
        onClick={async () => {
          await navigator.clipboard.writeText(text);
          setCopied(true);
          setTimeout(() => setCopied(false), 1500);
        }}
      >
        <Icon name={copied ? 'check' : 'copy'} />
      </button>
      <span className="vh" role="status">
        {copied ? 'Copied' : ''}
      </span>
    </>
  );
}
