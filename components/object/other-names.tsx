'use client';
import { useState } from 'react';
import { RetryButton } from '#components/ui/retry-button.tsx';
import { useWhenIdle } from '#components/ui/use-when-idle.ts';
import { ClassBadge } from './class-badge.tsx';
import { useObjectPage } from './object-context.tsx';
import styles from './other-names.module.css';
import { type OtherNames as Names, readOtherNames } from './other-names-read.ts';

/** The light curve and the stamps are first. */
const afterTheRest = { untoldMs: 1_500, busyMs: 4_000 } as const;

/** Names that others gave this object. They are no part of its alerts, so they are asked for when the page is quiet. */
export function OtherNames() {
  const { objectId } = useObjectPage().facts;
  const [names, setNames] = useState<Names | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const ask = () => {
    const leaving = new AbortController();
    setFailure(null);
    readOtherNames(objectId, leaving.signal).then(setNames, (error: unknown) => {
      if (!leaving.signal.aborted) setFailure(error instanceof Error ? error.message : String(error));
    });
    return () => leaving.abort();
  };
  useWhenIdle(ask, afterTheRest);
  if (failure !== null)
    return (
      <li>
        <RetryButton look="button" title={`Other names did not arrive: ${failure}`} onRetry={ask}>
          Other names: try again
        </RetryButton>
      </li>
    );
  if (names === null) return null;
  const { given, tns } = names;
  return (
    <>
      {given === null ? null : (
        <li className={styles.given} title="Name that somebody gave this object here">
          {given}
        </li>
      )}
      {tns === null ? null : (
        <li>
          <a
            className={styles.tns}
            href={`https://www.wis-tns.org/object/${encodeURIComponent(tns.name.replace(/^\w+ /, ''))}`}
            rel="noreferrer"
          >
            <ClassBadge
              label={{
                text: tns.type === '' ? tns.name : `${tns.name} · ${tns.type}`,
                standing: tns.type === '' ? 'candidate' : 'spectrum',
                subject: 'tns',
                source: 'TNS',
              }}
            />
          </a>
        </li>
      )}
    </>
  );
}
