'use client';
// Not for state: as a client component its few props travel, and not every element a second time.
import styles from './page-footer.module.css';

const credits = [
  { name: 'ZTF', href: 'https://www.ztf.caltech.edu/' },
  { name: 'Rubin Observatory', href: 'https://rubinobservatory.org/' },
  { name: 'Fink', href: 'https://fink-broker.org/' },
  { name: 'CDS SIMBAD', href: 'https://simbad.cds.unistra.fr/' },
  { name: 'TNS', href: 'https://www.wis-tns.org/' },
  { name: 'IMCCE', href: 'https://www.imcce.fr/' },
];

/** Whose data this is, and which version shows it. */
export function PageFooter({ version }: { readonly version: string }) {
  return (
    <footer className={styles.foot}>
      <span>
        Data:{' '}
        {credits.map((credit, index) => (
          <span key={credit.name}>
            {index > 0 ? ' · ' : ''}
            <a href={credit.href} rel="noreferrer">
              {credit.name}
            </a>
          </span>
        ))}
      </span>
      <span className={styles.space} />
      <span>
        <a href="/about">Credits and how to cite</a> · version {version}
      </span>
    </footer>
  );
}
