import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import { controlStyles } from './control.tsx';

export interface RetryButtonProps {
  readonly look: 'button' | 'outlined' | 'primary';
  readonly onRetry: () => unknown;
  readonly title?: string;
  /** What the button says, where “Try again” is too little. */
  readonly children?: ReactNode;
}

/** The part of a page that has held the focus since its button went away with the press. */
let holder: HTMLElement | null = null;

/** The named part around a button: the message about the failure has no name, and goes together with it. */
function partOf(button: HTMLElement): HTMLElement | null {
  return button.closest<HTMLElement>(
    '[role="dialog"], [role="tabpanel"], section[aria-label], section[aria-labelledby], header, main',
  );
}

/** While the answer is waited for, the part around the button has the focus; a button that comes back there takes it again. */
function useFocusKept(button: RefObject<HTMLButtonElement | null>): void {
  useLayoutEffect(() => {
    const own = button.current;
    if (own === null) return;
    if (holder !== null && document.activeElement === holder && holder.contains(own)) own.focus();
    return () => {
      if (document.activeElement !== own) return;
      holder = partOf(own);
      if (holder?.hasAttribute('tabindex') === false) holder.tabIndex = -1;
      holder?.focus({ preventScroll: true });
    };
  }, [button]);
}

/** Asks again for what did not come. The keyboard stays where it was, however that ends. */
export function RetryButton({ look, onRetry, title, children = 'Try again' }: RetryButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useFocusKept(button);
  return (
    <button ref={button} type="button" className={controlStyles[look]} title={title} onClick={() => void onRetry()}>
      {children}
    </button>
  );
}
