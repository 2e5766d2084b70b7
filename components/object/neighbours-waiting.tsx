import styles from './neighbours.module.css';

/** While the neighbours are on their way: the height of a short list. */
export function NeighboursWaiting() {
  return (
    <div className={styles.waiting} role="status" aria-label="Neighbours are loading">
      <span />
      <span />
      <span />
    </div>
  );
}
