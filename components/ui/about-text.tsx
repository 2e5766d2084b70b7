import styles from './about-text.module.css';

export interface AboutTextProps {
  readonly version: string;
  /** What an error screen asked to be quoted. */
  readonly report?: string;
}

const credits = [
  {
    name: 'Zwicky Transient Facility (ZTF)',
    href: 'https://www.ztf.caltech.edu/',
    text: 'Alerts, photometry and image stamps. Supported by the National Science Foundation and an international collaboration.',
  },
  {
    name: 'Vera C. Rubin Observatory (LSST)',
    href: 'https://rubinobservatory.org/',
    text: 'Alerts, photometry and image stamps. A facility of the National Science Foundation and the Department of Energy.',
  },
  {
    name: 'Fink',
    href: 'https://fink-broker.org/',
    text: 'The broker that classifies the alerts, and whose interfaces, table layout and scores this portal speaks.',
  },
  {
    name: 'CDS: SIMBAD and services',
    href: 'https://cds.unistra.fr/help/acknowledgement/',
    text: 'Catalogue types of known sources, from the database operated at CDS, Strasbourg.',
  },
  {
    name: 'Transient Name Server (TNS)',
    href: 'https://www.wis-tns.org/',
    text: 'Official names and spectroscopic classes of transients.',
  },
  {
    name: 'IMCCE',
    href: 'https://www.imcce.fr/',
    text: 'Ephemerides and identification of Solar System objects.',
  },
  {
    name: 'SNAD',
    href: 'https://snad.space/',
    text: 'Light curves of the data releases of ZTF, laid over those of the alerts where somebody asks for them.',
  },
  {
    name: 'Aladin Lite',
    href: 'https://aladin.cds.unistra.fr/',
    text: 'The view of the sky around an object, by the CDS, with images of many surveys.',
  },
] as const;

/** Credits, citation, privacy, and how to report a fault. */
export function AboutText({ version, report }: AboutTextProps) {
  return (
    <article className={styles.about}>
      <h1>About this portal</h1>
      <p>
        Light curves and image stamps of the alerts of ZTF and Rubin, as the Fink broker enriches and serves them.
        Version {version}, Apache-2.0.
      </p>
      <h2>Credits and how to cite</h2>
      <p>If the portal helped your work, please acknowledge those whose data it shows, in the words they ask for:</p>
      <dl>
        {credits.map(({ name, href, text }) => (
          <div key={name}>
            <dt>
              <a href={href} rel="noreferrer">
                {name}
              </a>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p>The typeface is Inter (SIL Open Font License); NOTICE in the source names every licence.</p>
      <h2>Simulated objects</h2>
      <p>
        Identifiers that begin with ZTF99, and 18-digit numbers that begin with 999, belong to the demo survey. It is
        simulated, its pages say so, and no real survey can issue such identifiers.
      </p>
      <h2>For programs</h2>
      <p>
        The object API speaks the wire of Fink’s: scripts change only the base address. What moved, what was fixed and
        what is new is told on <a href="/migration">the page for those who move</a>.
      </p>
      <h2>Privacy</h2>
      <p>
        One cookie, <code>theme</code>, remembers the colours you chose. Your browser asks other people’s servers only
        when you follow a link to them or open the view of the sky, whose images come from the CDS.
      </p>
      <h2 id="report">Report a fault</h2>
      <p>
        Tell the people who run this portal what you did, the address of the page, and the request id that error screens
        show: it finds your request in the log.
      </p>
      {report ? <pre className={styles.quote}>{report}</pre> : null}
    </article>
  );
}
