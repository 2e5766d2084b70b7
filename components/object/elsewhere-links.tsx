'use client';
// Not for state: as a client component its few props travel, and not every element a second time.
import { brokerLinks, catalogueLinks, type Elsewhere } from './elsewhere.ts';
import styles from './elsewhere-links.module.css';
import { useObjectPage } from './object-context.tsx';

function Links({ title, links }: { readonly title: string; readonly links: readonly Elsewhere[] }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <ul className={styles.links}>
          {links.map(({ name, href, about }) => (
            <li key={name}>
              <a href={href} rel="noreferrer" title={about}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}

/** The same place in other people's archives, the same object at other brokers. */
export function ElsewhereLinks() {
  const { facts } = useObjectPage();
  return (
    <dl className={styles.elsewhere}>
      <Links title="Catalogues" links={catalogueLinks(facts)} />
      <Links title="Brokers" links={brokerLinks(facts.survey, facts.objectId)} />
    </dl>
  );
}
