import type { ReactNode } from 'react';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import styles from './class-room.module.css';

/** How many classes the alerts of a light curve state: as many lanes has the strip. */
export function classCount({ className, kind }: Pick<Lightcurve, 'className' | 'kind'>): number {
  return new Set(className.filter((name, row) => name !== '' && kind[row] === 'detection')).size;
}

/** Room for the strip of classes, as high as its lanes will be. */
export function ClassRoom({ curve, children }: { readonly curve: Lightcurve; readonly children?: ReactNode }) {
  const lanes = classCount(curve);
  if (lanes === 0) return null;
  return (
    <div className={styles.room} data-lanes={Math.min(lanes, 8)}>
      {children}
    </div>
  );
}
