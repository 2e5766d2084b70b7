'use client';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { AlertDetail } from '#domain/object/summary.ts';
import styles from './alert-facts.module.css';
import { FactValue } from './fact-groups.tsx';
import { useFactDocs } from './use-fact-docs.ts';

export interface AlertFactListProps {
  readonly detail: AlertDetail;
  /** The numbers are on their way; `detail` only says which lines there will be. */
  readonly waiting?: boolean;
}

/** The numbers of one alert. */
export function AlertFactList({ detail: { alertId, facts }, waiting = false }: AlertFactListProps) {
  const docs = useFactDocs();
  return (
    <dl className={styles.facts} onPointerEnter={docs.want} aria-busy={waiting}>
      {facts.map((fact) => (
        <div key={`${fact.column} ${fact.label}`} title={docs.of(fact)}>
          <dt>{fact.label}</dt>
          <dd data-alert-id={fact.value === alertId ? '' : undefined}>
            {waiting ? <span className={styles.wait} /> : <FactValue plain fact={fact} />}
            {fact.value === alertId && !waiting ? <CopyButton text={alertId} label="Copy alert identifier" /> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
