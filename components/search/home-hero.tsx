import type { ReactNode } from 'react';
import styles from './home.module.css';

/** The page is the box; everything below it is about what one could search. */
export function HomeHero({ box, children }: { readonly box: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={styles.home}>
      <h1 className="vh">Alerts of ZTF and Rubin</h1>
      <div className={styles.hero}>{box}</div>
      {children}
    </div>
  );
}
