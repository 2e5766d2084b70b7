'use client';
import { Suspense, useEffect, useRef, useState } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import styles from './share-menu.module.css';

const SharePanel = lazyPart(
  async () => (await import('./share-panel.tsx')).SharePanel,
  'The ways to share did not arrive.',
);

/** Closes on Escape, and on a press or a focus outside. */
function useDismiss(open: boolean, close: () => void) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = ({ target }: Event) => {
      if (target instanceof Node && !box.current?.contains(target)) close();
    };
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
      box.current?.querySelector('button')?.focus();
    };
    addEventListener('pointerdown', outside);
    addEventListener('focusin', outside);
    addEventListener('keydown', onEscape, true);
    return () => {
      removeEventListener('pointerdown', outside);
      removeEventListener('focusin', outside);
      removeEventListener('keydown', onEscape, true);
    };
  }, [open, close]);
  return box;
}

/** All ways to hand on what is seen now. */
export function ShareMenu({ sources }: { readonly sources: readonly string[] }) {
  const [open, setOpen] = useState(false);
  const close = useRef(() => setOpen(false)).current;
  const box = useDismiss(open, close);
  return (
    <div ref={box} className={styles.share}>
      <button
        type="button"
        className={controlStyles.outlined}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="share" />
        Share
      </button>
      {open ? (
        <div className={styles.panel} role="dialog" aria-label="Share what is seen now">
          <Suspense fallback={<div className={styles.waiting} />}>
            <SharePanel sources={sources} />
          </Suspense>
        </div>
      ) : null}
    </div>
  );
}
