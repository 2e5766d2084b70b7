'use client';
// Not for state: as a client component its few props travel, and not every element a second time.
import { BrandMark } from './brand.tsx';
import { SearchField } from './search-field.tsx';
import { ShortcutKeys } from './shortcut-keys.tsx';
import type { Theme } from './theme.ts';
import { ThemeSwitch } from './theme-switch.tsx';
import styles from './top-bar.module.css';

/** The only chrome: where am I, find something, how does it look. */
export function TopBar({ theme }: { readonly theme: Theme | undefined }) {
  return (
    <header className={styles.bar}>
      <a className={styles.brand} href="/" aria-label="Fink portal, home">
        <BrandMark />
        <span>Fink</span>
      </a>
      <SearchField />
      <span className={styles.space} />
      <nav className={styles.nav} aria-label="Main">
        <a href="/search">Search</a>
        <a href="/about">About</a>
      </nav>
      <ThemeSwitch initial={theme} />
      <ShortcutKeys />
    </header>
  );
}
