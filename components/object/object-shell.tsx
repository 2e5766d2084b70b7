import styles from './object-view.module.css';

/** What is sent while the object's numbers are late: frame, heights and the identifier. */
export function ObjectShell({ objectId }: { readonly objectId: string }) {
  return (
    <div className={styles.shell} data-stand-in="" role="status" aria-label={`${objectId} is loading`}>
      <div className={styles.shellHead}>
        <h1>{objectId}</h1>
        <div className={`${styles.wait} ${styles.waitLine}`} />
      </div>
      <div className={styles.columns}>
        <div className={styles.main}>
          <div className={`${styles.wait} ${styles.waitBar}`} />
          <div className={styles.waitPlot} />
          <div className={`${styles.wait} ${styles.waitBar}`} />
          <div className={styles.waitStamps}>
            <div className={styles.wait} />
            <div className={styles.wait} />
            <div className={styles.wait} />
          </div>
        </div>
        <div className={styles.aside}>
          <div className={styles.waitFacts}>
            {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((line) => (
              <div key={line} className={styles.wait} />
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
