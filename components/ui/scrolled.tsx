import type { ReactNode } from 'react';

export interface ScrolledProps {
  /** What scrolls: read out when the keys come here. */
  readonly label: string;
  readonly className: string | undefined;
  readonly children: ReactNode;
}

/** A part of a page that may be wider than its room: it scrolls by touch, and by keys. */
export function Scrolled({ label, className, children }: ScrolledProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls, and keys must reach it
    <section className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
