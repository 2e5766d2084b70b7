'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
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
  const [open, setOpen] = useState(false);
  useEffect(() => {
    addEventListener('keydown', answer);
    return () => removeEventListener('keydown', answer);
  }, []);
  const show = () => setOpen(true);
  const close = useCallback(() => setOpen(false), []);
  useShortcut({ key: '?', label: 'This list', group: 'Anywhere' }, show);
  useShortcut({ key: 'Escape', label: 'Close, leave the field', group: 'Anywhere' }, close);
  return (
    <>
      <button
        type="button"
        className={`${controlStyles.button} ${styles.hint}`}
        aria-label="Keyboard shortcuts"
        onClick={show}
      >
        <Key>?</Key>
      </button>
      {open ? <KeyList onClose={close} /> : null}
    </>
  );
}

function KeyList({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useShortcutList();
  useEffect(() => dialog.current?.showModal(), []);
  const groups = (['Anywhere', 'Object', 'Results'] as const)
    .map((name) => ({ name, items: list.filter((item) => item.group === name) }))
    .filter((group) => group.items.length > 0);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby="keys-title" onClose={onClose}>
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
  );
}
