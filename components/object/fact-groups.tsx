'use client';
// Not for state: as a client component its few props travel, and not every element a second time.
import type { Fact, FactGroup } from '#domain/object/summary.ts';
import styles from './fact-groups.module.css';
import { useFactDocs } from './use-fact-docs.ts';

/** A score as a bar with its middle marked; an SVG, because a style attribute would need an exception in the CSP. */
function ScoreBar({ score }: { readonly score: number }) {
  const length = Math.round(Math.min(1, Math.max(0, score)) * 640) / 10;
  return (
    <svg className={styles.bar} aria-hidden="true">
      <path d={`M0 5h${length}`} />
    </svg>
  );
}

function FactLine({ fact, doc }: { readonly fact: Fact; readonly doc: string | undefined }) {
  return (
    <div className={styles.fact} data-score={fact.score === undefined ? undefined : ''} title={doc}>
      <dt>{fact.label}</dt>
      <dd>
        {fact.score === undefined ? null : <ScoreBar score={fact.score} />}
        <FactValue fact={fact} />
        {fact.source ? <span className={styles.source}>{fact.source}</span> : null}
      </dd>
    </div>
  );
}

/** Units that are signs stand at the number; words after a blank. */
function unitText(unit: string | undefined): string {
  if (!unit) return '';
  return /^[″′°%]/.test(unit) ? unit : ` ${unit}`;
}

/** `g 17.263 ± 0.038 mag`: band in its colour, value and error in the same digits, unit in quiet text. */
export function FactValue({ fact, plain = false }: { readonly fact: Fact; readonly plain?: boolean }) {
  return (
    <span className={plain ? `${styles.value} ${styles.plain}` : styles.value}>
      {fact.band ? (
        <b className={styles.band} data-band={fact.band}>
          {fact.band}{' '}
        </b>
      ) : null}
      <b>
        {fact.value}
        {fact.error ? ` ± ${fact.error}` : ''}
      </b>
      {unitText(fact.unit)}
    </span>
  );
}

/** Facts beside the light curve: key, value ± error, unit, and who says so. */
export function FactGroups({ groups }: { readonly groups: readonly FactGroup[] }) {
  const docs = useFactDocs();
  return groups.map((group) => (
    <section key={group.title} className={styles.group} onPointerEnter={docs.want}>
      <h2>
        {group.title}
        {group.note ? <span>{group.note}</span> : null}
      </h2>
      <dl>
        {group.facts.map((fact) => (
          <FactLine key={`${fact.column} ${fact.label}`} fact={fact} doc={docs.of(fact)} />
        ))}
      </dl>
    </section>
  ));
}
