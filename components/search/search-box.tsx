'use client';
import { useEffect, useRef } from 'react';
import { controlStyles, Key } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import styles from './search-box.module.css';

export interface SearchBoxProps {
  readonly value: string;
  /** The page is the box: larger, and ready to be typed into where that takes nothing from anybody. */
  readonly hero?: boolean;
}

/** True where the cursor may be put into the box unasked: a keyboard is likely, nothing has the focus, nothing is scrolled to. */
function mayFocus(): boolean {
  const isFree = document.activeElement === null || document.activeElement === document.body;
  return isFree && location.hash === '' && scrollY === 0 && matchMedia('(hover: hover) and (pointer: fine)').matches;
}

/** The search box of a page: a plain form, so that it works before and without script. `/` finds it by `data-search`. */
export function SearchBox({ value, hero = false }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (hero && mayFocus()) input.current?.focus({ preventScroll: true });
  }, [hero]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: React types and older browsers don't know <search>
    <form className={styles.box} action="/search" role="search" data-hero={hero ? '' : undefined}>
      <Icon name="search" />
      <input
        ref={input}
        key={value}
        name="q"
        type="text"
        defaultValue={value}
        data-search=""
        placeholder="Name, position or class"
        aria-label="Search a name, position or class"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={400}
        enterKeyHint="search"
        onKeyDown={(event) => {
          if (event.key === 'Escape') input.current?.blur();
        }}
      />
      <Key>/</Key>
      <button type="submit" className={controlStyles.primary}>
        Search
      </button>
    </form>
  );
}
