import type { ReactNode } from 'react';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import styles from './stamps.module.css';

export interface StampFigureProps {
  readonly kind: StampKind;
  /** What stands at the right of the name. */
  readonly size?: string;
  readonly title?: string;
  readonly children: ReactNode;
}

/** A stamp with its name below, and what is known of it. */
export function StampFigure({ kind, size, title, children }: StampFigureProps) {
  return (
    <figure className={styles.figure}>
      {children}
      <figcaption>
        <b>{kind}</b>
        <span title={title}>{size}</span>
      </figcaption>
    </figure>
  );
}

/** Three skeletons of the final size. */
export function WaitingStamps() {
  return (
    <>
      {stampKinds.map((kind) => (
        <StampFigure key={kind} kind={kind}>
          <div className={styles.tile} data-skeleton="" />
        </StampFigure>
      ))}
      <p className={styles.readout} />
    </>
  );
}
