import type { ReactNode } from 'react';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import styles from './stamps.module.css';

export interface StampFigureProps {
  readonly kind: StampKind;
  /** What stands at the right of the name. */
  readonly size?: ReactNode;
  readonly children: ReactNode;
}

/** A stamp with its name below, and what is known of it. */
export function StampFigure({ kind, size, children }: StampFigureProps) {
  return (
    <figure className={styles.figure}>
      {children}
      <figcaption>
        <b>{kind}</b>
        <span>{size}</span>
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
          <div className={`${styles.tile} ${styles.waiting}`} />
        </StampFigure>
      ))}
      <p className={styles.readout} />
    </>
  );
}
