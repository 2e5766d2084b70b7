'use client';
import { usePathname } from 'next/navigation';
import { useRef } from 'react';
import { Key } from './control.tsx';
import { Icon } from './icons.tsx';
import styles from './search-field.module.css';
import { useShortcut } from './shortcuts.ts';

const pages = new Set(['/', '/search', '/about', '/migration', '/gw']);

/** The field of the top bar: a plain form, so that it works before and without script. Pages with their own field hide it. */
export function SearchField() {
  const path = usePathname();
  const input = useRef<HTMLInputElement>(null);
  useShortcut({ key: '/', label: 'Search', group: 'Anywhere' }, () => {
    const field = document.querySelector<HTMLInputElement>('[data-search]') ?? input.current;
    field?.focus();
    field?.select();
  });
  if (path === '/' || path === '/search') return null;
  const shown = pages.has(path) ? '' : decodeURIComponent(path.slice(1));
  return (
    // biome-ignore lint/a11y/useSemanticElements: React types and older browsers don't know <search>
    <form className={styles.field} action="/search" role="search">
      <Icon name="search" />
      <input
        ref={input}
        key={shown}
        name="q"
        defaultValue={shown}
        placeholder="Search a name, position or class"
        aria-label="Search a name, position or class"
        autoComplete="off"
        spellCheck={false}
        onKeyDown={(event) => {
          if (event.key === 'Escape') input.current?.blur();
        }}
      />
      <Key>/</Key>
    </form>
  );
}
