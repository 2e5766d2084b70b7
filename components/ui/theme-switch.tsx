'use client';
import { useState } from 'react';
import { controlStyles } from './control.tsx';
import { Icon } from './icons.tsx';
import { useShortcut } from './shortcuts.ts';
import { cookieFromTheme, type Theme, themeAfter, themes } from './theme.ts';
import { themeEvent } from './theme-event.ts';
import styles from './theme-switch.module.css';

const titles: Record<Theme, string> = { light: 'Light', dark: 'Dark', red: 'Observer red' };

function applyTheme(theme: Theme | undefined): void {
  if (theme === undefined) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is missing on plain-http origins and in some browsers
  document.cookie = cookieFromTheme(theme);
  dispatchEvent(new Event(themeEvent));
}

/** Three themes; pressing the chosen one again follows the system. */
export function ThemeSwitch({ initial }: { readonly initial: Theme | undefined }) {
  const [chosen, setChosen] = useState(initial);
  const choose = (theme: Theme | undefined) => {
    applyTheme(theme);
    setChosen(theme);
  };
  useShortcut({ key: 'T', label: 'Theme: light, dark, red, system', group: 'Anywhere' }, () =>
    choose(themeAfter(chosen)),
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame into the bar
    <div className={`${controlStyles.segments} ${styles.themes}`} role="group" aria-label="Theme">
      {themes.map((theme) => (
        <button
          key={theme}
          type="button"
          className={controlStyles.button}
          aria-pressed={chosen === theme}
          aria-label={titles[theme]}
          title={chosen === theme ? `${titles[theme]}; press again to follow the system` : titles[theme]}
          onClick={() => choose(chosen === theme ? undefined : theme)}
        >
          {theme === 'red' ? <span className={styles.dot} /> : <Icon name={theme === 'light' ? 'sun' : 'moon'} />}
        </button>
      ))}
    </div>
  );
}
