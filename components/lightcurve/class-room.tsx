import type { ReactNode } from 'react';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import styles from './class-room.module.css';

/** How many classes the alerts of a light curve state. */
export function classCount({ className, kind }: Pick<Lightcurve, 'className' | 'kind'>): number {
  return new Set(className.filter((name, row) => name !== '' && kind[row] === 'detection')).size;
}

/** Room for the classes by time, one line high from the first HTML on; nothing where no alert states a class. */
export function ClassRoom({ curve, children }: { readonly curve: Lightcurve; readonly children?: ReactNode }) {
  return classCount(curve) === 0 ? null : <div className={styles.room}>{children ?? null}</div>;
}
