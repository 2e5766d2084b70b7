import type { ReactNode } from 'react';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import styles from './stamps.module.css';

/** A stamp with its name below, and its size once that is known. */
export function StampFigure({ kind, size, children }: { kind: StampKind; size?: string; children: ReactNode }) {
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
  return stampKinds.map((kind) => (
    <StampFigure key={kind} kind={kind}>
      <div className={styles.tile} data-skeleton="" />
    </StampFigure>
  ));
}
