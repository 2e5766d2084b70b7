'use client';
import { useEffect, useState } from 'react';
import { ProcedureError, queryPortal } from '#components/trpc/query.ts';
import { controlStyles } from '#components/ui/control.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { AlertDetail } from '#domain/object/summary.ts';
import styles from './alert-facts.module.css';
import { FactValue } from './fact-groups.tsx';
import { useObjectPage, useSelectedAlertId } from './object-context.tsx';
import { useFactDocs } from './use-fact-docs.ts';

type State =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly detail: AlertDetail }
  | { readonly state: 'failed'; readonly message: string };

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const words = error.message.replace(/\.$/, '');
  return error instanceof ProcedureError && error.requestId ? `${words} (request ${error.requestId})` : words;
}

function useAlert(first: AlertDetail, alertId: string, attempt: number): State {
  const { facts } = useObjectPage();
  const [known, setKnown] = useState<{ id: string; value: State }>({
    id: first.alertId,
    value: { state: 'ready', detail: first },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another effect
  useEffect(() => {
    if (alertId === first.alertId) {
      setKnown({ id: alertId, value: { state: 'ready', detail: first } });
      return;
    }
    const control = new AbortController();
    setKnown({ id: alertId, value: { state: 'loading' } });
    queryPortal('alert', { objectId: facts.objectId, alertId }, control.signal).then(
      (detail) => setKnown({ id: alertId, value: { state: 'ready', detail } }),
      (error: unknown) => {
        if (control.signal.aborted) return;
        setKnown({ id: alertId, value: { state: 'failed', message: wordsOf(error) } });
      },
    );
    return () => control.abort();
  }, [alertId, first, facts.objectId, attempt]);
  return known.id === alertId ? known.value : { state: 'loading' };
}

/** The numbers of the selected alert; those of the alert the page opened with are in the first HTML. */
export function AlertFacts({ first }: { readonly first: AlertDetail }) {
  const alertId = useSelectedAlertId();
  const [attempt, setAttempt] = useState(0);
  const docs = useFactDocs();
  const state = useAlert(first, alertId, attempt);
  if (state.state === 'failed') {
    return (
      <div className={styles.failed} role="status">
        <p>
          The numbers of alert {alertId} did not arrive: {state.message}.
        </p>
        <button type="button" className={controlStyles.outlined} onClick={() => setAttempt(attempt + 1)}>
          Try again
        </button>
      </div>
    );
  }
  const detail = state.state === 'ready' ? state.detail : first;
  return (
    <dl className={styles.facts} onPointerEnter={docs.want} aria-busy={state.state === 'loading'}>
      {detail.facts.map((fact) => (
        <div key={`${fact.column} ${fact.label}`} title={docs.of(fact)}>
          <dt>{fact.label}</dt>
          <dd data-alert-id={fact.value === alertId ? '' : undefined}>
            {state.state === 'loading' ? <span className={styles.wait} /> : <FactValue plain fact={fact} />}
            {fact.value === alertId ? <CopyButton text={alertId} label="Copy alert identifier" /> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
