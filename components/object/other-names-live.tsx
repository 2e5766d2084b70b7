'use client';
import { useQuery } from '@tanstack/react-query';
import { cancelled, portalTrpc } from '#components/trpc/portal-trpc.ts';
import { Queries } from '#components/trpc/query-client.tsx';
import { wordsOfFailure } from '#components/trpc/query-rules.ts';
import { controlStyles } from '#components/ui/control.tsx';
import { ClassBadge } from './class-badge.tsx';
import { useObjectPage } from './object-context.tsx';
import styles from './other-names.module.css';

function Names() {
  const { objectId } = useObjectPage().facts;
  const names = useQuery(portalTrpc().names.queryOptions({ objectId }, cancelled));
  if (names.error && !names.isFetching)
    return (
      <button
        type="button"
        className={controlStyles.button}
        title={`Other names did not arrive: ${wordsOfFailure(names.error)}`}
        onClick={() => void names.refetch()}
      >
        Other names: try again
      </button>
    );
  if (names.data === undefined) return null;
  const { given, tns } = names.data;
  return (
    <>
      {given === null ? null : (
        <span className={styles.given} title="Name that somebody gave this object here">
          {given}
        </span>
      )}
      {tns === null ? null : (
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
      )}
    </>
  );
}

/** The name that people gave an object here, and its name and type in the Transient Name Server. */
export function OtherNamesLive() {
  return (
    <Queries>
      <Names />
    </Queries>
  );
}
