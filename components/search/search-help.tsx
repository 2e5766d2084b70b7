import type { Example } from './recent-examples.ts';
import styles from './search-help.module.css';

/** Searches that find something here and now. */
export function SearchExamples({ examples }: { readonly examples: readonly Example[] }) {
  if (examples.length === 0) return null;
  return (
    <p className={styles.examples}>
      <span>Try</span>
      {examples.map(({ text, href }) => (
        <a key={href} href={href}>
          {text}
        </a>
      ))}
    </p>
  );
}

const grammar = [
  {
    what: 'Identifier',
    how: 'ZTF and nine characters, or the digits of a Rubin object; the beginning of a ZTF one lists what begins so',
  },
  {
    what: 'Position',
    how: 'degrees or sexagesimal, RA in hours; radius as r=10, r=1m or r=0.5d, in arcseconds without a unit',
  },
  {
    what: 'Name',
    how: 'of the Transient Name Server: SN 2023ixf, AT2023ixf; of SIMBAD: NGC 1068, Mrk 421. Leads to the object, or to what lies within 10″ of its place',
  },
  { what: 'Class', how: 'class=SN candidate, with last=500 for more alerts; the broker’s classes also by bare name' },
  {
    what: 'Solar System',
    how: 'a designation, packed or not: 2015 BC557, K15Bt7C, 67P; a number or name as sso=8467; tracklets as TRCK_20231213_133612_00',
  },
];

/** What can be typed. */
export function SearchGrammar() {
  return (
    <dl className={styles.grammar}>
      {grammar.map(({ what, how }) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{how}</dd>
        </div>
      ))}
    </dl>
  );
}
