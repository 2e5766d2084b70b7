import { forAll, type OldRoute, oldRoutes } from './migration-data.ts';
import styles from './migration-text.module.css';

export interface MigrationTextProps {
  /** Address of the object API as people reach it, without a slash at its end. */
  readonly apiUrl: string;
}

/** Where each old address of the portal's API went: for people whose scripts were told 410. */
export function MigrationText({ apiUrl }: MigrationTextProps) {
  return (
    <article className={styles.migration}>
      <h1>Moving to the object API</h1>
      <p>
        The portal answers people. Programs ask the object API, at <code>{`${apiUrl}/api/v1/`}</code>. Addresses below{' '}
        <code>/api/v1/</code> of the portal answer 410 and name their successor.
      </p>
      <dl className={styles.rules}>
        {forAll.map(({ title, text }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <h2>Route by route</h2>
      <ol className={styles.routes}>
        {oldRoutes.map((route) => (
          <li key={route.name} id={route.name}>
            <Route route={route} apiUrl={apiUrl} />
          </li>
        ))}
      </ol>
    </article>
  );
}

function Route({ route, apiUrl }: { readonly route: OldRoute; readonly apiUrl: string }) {
  const { name, successor, renamed, same, fixed, added } = route;
  return (
    <>
      <h3>
        <code>/api/v1/{name}</code>
      </h3>
      <p className={styles.successor}>
        {successor === undefined ? 'No successor' : <code>{`${apiUrl}/api/v1/${successor}`}</code>}
      </p>
      <dl className={styles.facts}>
        {renamed.length > 0 && (
          <div>
            <dt>Renamed</dt>
            <dd>
              {renamed.map(({ name: old, successor: now, isTaken = false }, index) => (
                <span key={old}>
                  {index > 0 && '; '}
                  <code>{old}</code> is now <code>{now}</code>
                  {isTaken ? ', both are read' : ''}
                </span>
              ))}
            </dd>
          </div>
        )}
        <Fact term="Same" texts={[same]} />
        <Fact term="Fixed" texts={fixed} />
        <Fact term="New" texts={added} />
      </dl>
    </>
  );
}

function Fact({ term, texts }: { readonly term: string; readonly texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{texts.join('; ')}</dd>
    </div>
  );
}
