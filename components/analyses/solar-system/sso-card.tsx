import { useQuery } from '@tanstack/react-query';
import type { SsoCard } from '#components/trpc/answers.ts';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { RetryButton } from '#components/ui/retry-button.tsx';
import { rounded } from '#domain/object/format-value.ts';
import type { SsoColumns } from '#domain/solar-system/sso-columns.ts';
import styles from '../kit/analysis.module.css';

export interface SsoCardFactsProps {
  readonly columns: SsoColumns;
  /** As alerts carry it. */
  readonly name: string;
}

/** What SsODNet compiled of the object from the literature, and pages of others about it. */
export function SsoCardFacts({ columns, name }: SsoCardFactsProps) {
  const asked = columns.name || name;
  const card = useQuery(portalTrpc().ssoCard.queryOptions({ name: asked }, cancelled));
  const title = [columns.number === null ? '' : `(${columns.number})`, card.data?.name ?? asked].join(' ').trim();
  return (
    <section className={styles.facts} aria-label="The object">
      <h3>
        {title} {card.data ? <span>{[card.data.kind, ...card.data.classes].join(' · ')}</span> : null}
      </h3>
      <CardFacts card={card} />
      <Links columns={columns} name={asked} />
    </section>
  );
}

interface CardQuery {
  readonly data: SsoCard | null | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
}

function CardFacts({ card: { data, error, isFetching, refetch } }: { readonly card: CardQuery }) {
  if (isFetching)
    return (
      <p className={styles.note} role="status">
        The card of SsODNet (IMCCE) is being read.
      </p>
    );
  if (error)
    return (
      <p className={styles.note}>
        {`No card: ${wordsOfFailure(error)}. `}
        <RetryButton look="button" onRetry={refetch} />
      </p>
    );
  if (!data) return <p className={styles.note}>SsODNet (IMCCE) has no card of this object.</p>;
  return (
    <>
      <table className={styles.table}>
        <tbody>
          {data.quantities.map(({ label, value, error: spread, unit, source }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: several rotation solutions have the same label
            <tr key={`${label} ${index}`}>
              <th scope="row">{label}</th>
              <td>
                <b>{valueText(value, spread)}</b>
                {unit ? ` ${unit}` : ''}
                {source ? <small> {source}</small> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>
        Values: SsODNet of the IMCCE, each from the paper named (Berthier et al. 2023, A&A 671, A151).
      </p>
    </>
  );
}

function valueText(value: number | string, error: number | undefined): string {
  if (typeof value === 'string') return value;
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-4)) return value.toExponential(3).replace('-', '−');
  const shown = rounded(value, error ?? Number.NaN);
  return shown.error === undefined ? shown.value : `${shown.value} ± ${shown.error}`;
}

function Links({ columns, name }: SsoCardFactsProps) {
  const key = encodeURIComponent(columns.number === null ? name : String(columns.number));
  const links = [
    ['IMCCE ssoCard', `https://ssp.imcce.fr/forms/ssocard/${encodeURIComponent(name)}`],
    ['Minor Planet Center', `https://minorplanetcenter.net/db_search/show_object?object_id=${key}`],
    ['JPL Small-Body Database', `https://ssd.jpl.nasa.gov/tools/sbdb_lookup.html#/?sstr=${key}`],
  ] as const;
  return (
    <p className={styles.links}>
      {links.map(([title, url]) => (
        <a key={title} href={url} target="_blank" rel="noreferrer">
          {title}
        </a>
      ))}
    </p>
  );
}
