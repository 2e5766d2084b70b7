'use client';
import { useEffect, useRef } from 'react';
import { controlStyles, Key } from './control.tsx';
import { Icon, type IconName } from './icons.tsx';
import styles from './shortcut-keys.module.css';
import { shortcuts, takesArrows, takesText, useShortcut, useShortcutList } from './shortcuts.ts';

/** The typeface has no arrows; they are drawn, and named for those who listen. */
const drawn: Record<string, { icon: IconName; name: string }> = {
  ArrowLeft: { icon: 'left', name: 'Left arrow' },
  ArrowRight: { icon: 'right', name: 'Right arrow' },
};

function KeyFace({ name }: { name: string }) {
  const arrow = drawn[name];
  if (!arrow) return name === 'Escape' ? 'Esc' : name;
  return (
    <>
      <Icon name={arrow.icon} />
      <span className="vh">{arrow.name}</span>
    </>
  );
}

function answer(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return;
  if (event.key.startsWith('Arrow') && takesArrows(event.target)) return;
  if (document.querySelector('dialog[open]') !== null) return;
  const shortcut = shortcuts.find(event.key);
  if (!shortcut) return;
  event.preventDefault();
  shortcut.run();
}

/** Listens for the keys of the registry, and lists them (`?`). */
export function ShortcutKeys() {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useShortcutList();
  useEffect(() => {
    addEventListener('keydown', answer);
    return () => removeEventListener('keydown', answer);
  }, []);
  const open = () => dialog.current?.showModal();
  useShortcut({ key: '?', label: 'This list', group: 'Anywhere' }, open);
  useShortcut({ key: 'Escape', label: 'Close, leave the field', group: 'Anywhere' }, () => dialog.current?.close());
  const groups = (['Anywhere', 'Object', 'Results'] as const)
    .map((name) => ({ name, items: list.filter((item) => item.group === name) }))
    .filter((group) => group.items.length > 0);
  return (
    <>
      <button
        type="button"
        className={`${controlStyles.button} ${styles.hint}`}
        aria-label="Keyboard shortcuts"
        onClick={open}
      >
        <Key>?</Key>
      </button>
      <dialog ref={dialog} className={styles.dialog} aria-labelledby="keys-title">
        <header className={styles.head}>
          <h2 id="keys-title">Keyboard</h2>
          <button type="button" className={controlStyles.button} onClick={() => dialog.current?.close()}>
            Close <Key>Esc</Key>
          </button>
        </header>
        <div className={styles.groups}>
          {groups.map((group) => (
            <section key={group.name}>
              <h3>{group.name}</h3>
              <dl>
                {group.items.map((item) => (
                  <div key={item.key} className={styles.line}>
                    <dt>{item.label}</dt>
                    <dd>
                      <Key>
                        <KeyFace name={item.key} />
                      </Key>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </dialog>
    </>
  );
}
