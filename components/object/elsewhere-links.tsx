'use client';
// Not for state: as a client component its few props travel, and not every element a second time.
import { elsewhereOf } from './elsewhere.ts';
import styles from './object-view.module.css';

/** Links to the same place in other people's archives. */
export function ElsewhereLinks({ raDeg, decDeg }: { readonly raDeg: number; readonly decDeg: number }) {
  return (
    <ul className={styles.links}>
      {elsewhereOf({ raDeg, decDeg }).map(({ name, href }) => (
        <li key={name}>
          <a href={href} rel="noreferrer">
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}
