'use client';
// Not for state: as a client component its few props travel, and not every element a second time.
import type { Label } from '#domain/object/summary.ts';
import styles from './class-badge.module.css';

/** What somebody says an object is: ring = candidate, disc = catalogue or spectrum, and always the word. */
export function ClassBadge({
  label,
  quiet = false,
}: {
  readonly label: Omit<Label, 'source'> & { source?: string };
  readonly quiet?: boolean;
}) {
  return (
    <span className={styles.badge} data-subject={label.subject} data-quiet={quiet ? '' : undefined}>
      <i data-standing={label.standing} title={label.standing} />
      {label.text}
      {label.source ? <small>{label.source}</small> : null}
    </span>
  );
}
