'use client';
// Not for state: as a client component its few props travel, and not every element a second time.
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';
import styles from './strip.module.css';

export interface StripProps {
  readonly tone: 'warn' | 'bad' | 'plain';
  readonly icon?: IconName;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** One sentence above the thing it is about: stale, partly failed, simulated. */
export function Strip({ tone, icon = 'warning', children, action }: StripProps) {
  return (
    <div className={styles.strip} data-tone={tone} role="status">
      <Icon name={icon} />
      <span>{children}</span>
      {action ? <span className={styles.action}>{action}</span> : null}
    </div>
  );
}
