'use client';
import { CopyButton } from '#components/ui/copy-button.tsx';
import styles from './alert-facts.module.css';
import { FactValue } from './fact-value.tsx';
import type { PackedFact } from './packed-facts.ts';
import { ProvenanceButton } from './provenance.tsx';
import { alertGroup, useFactDocs } from './use-fact-docs.ts';

export interface AlertFactListProps {
  readonly alertId: string;
  readonly facts: readonly PackedFact[];
  /** The numbers are on their way; `facts` only say which lines there will be. */
  readonly waiting?: boolean;
}

/**
 * Labels that open what they mean: not two that follow each other, for lines are 20 px high and targets must be 24 px apart
 * (WCAG 2.5.8). The others open in the table of all fields.
 */
function openedLabels(facts: readonly PackedFact[]): ReadonlySet<string> {
  const opened = new Set<string>();
  let isNear = false;
  for (const [label, , , , , , , noted] of facts) {
    isNear = noted === 1 && !isNear;
    if (isNear) opened.add(label);
  }
  return opened;
}

/** The numbers of one alert. */
export function AlertFactList({ alertId, facts, waiting = false }: AlertFactListProps) {
  const docs = useFactDocs();
  const opened = openedLabels(facts);
  return (
    <dl className={styles.facts} onPointerEnter={docs.want} aria-busy={waiting}>
      {facts.map((fact) => {
        const [label, value] = fact;
        const isId = value === alertId;
        return (
          <div key={label} title={docs.of(alertGroup, label)}>
            <dt>
              {opened.has(label) ? (
                <ProvenanceButton subject={{ kind: 'score', name: label }}>{label}</ProvenanceButton>
              ) : (
                label
              )}
            </dt>
            <dd data-alert-id={isId ? '' : undefined}>
              {waiting ? <span className={styles.wait} /> : <FactValue fact={fact} />}
              {isId && !waiting ? <CopyButton text={alertId} label="Copy alert identifier" /> : null}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
