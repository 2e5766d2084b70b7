import type { ReactNode } from 'react';
import styles from './message.module.css';

export interface MessageProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** Small print: status, request id, time. */
  readonly detail?: ReactNode;
  /** `1` where the message is the page, `3` inside a panel. */
  readonly level?: 1 | 3;
}

/** Empty, failed and not found: what happened, what to try, what to quote when asking for help. */
export function Message({ title, children, actions, detail, level = 3 }: MessageProps) {
  const Heading = level === 1 ? 'h1' : 'h3';
  return (
    <section className={styles.message} data-level={level}>
      <Heading>{title}</Heading>
      <div className={styles.text}>{children}</div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
      {detail ? <p className={styles.detail}>{detail}</p> : null}
    </section>
  );
}
