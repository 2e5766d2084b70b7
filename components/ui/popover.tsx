'use client';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { controlStyles } from './control.tsx';
import styles from './popover.module.css';

export interface PopoverProps {
  /** What the button says. */
  readonly label: ReactNode;
  /** Name of the button where its label is a picture. */
  readonly name?: string;
  readonly title?: string;
  /** `outlined` where it stands alone, `plain` among others. */
  readonly tone?: 'outlined' | 'plain';
  /** Made when it opens. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button with a panel that lies over the page: closed by Escape, by a click elsewhere, or by what is in it. */
export function Popover({ label, name, title, tone = 'outlined', children }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is heard for what is inside
    <div
      ref={root}
      className={styles.root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        close();
      }}
    >
      <button
        ref={button}
        type="button"
        className={tone === 'outlined' ? controlStyles.outlined : controlStyles.button}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={name}
        title={title}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open ? (
        <div
          id={id}
          className={styles.panel}
          role="dialog"
          aria-label={name ?? (typeof label === 'string' ? label : undefined)}
        >
          {children(close)}
        </div>
      ) : null}
    </div>
  );
}
