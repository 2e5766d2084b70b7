'use client';
import { useRef, useState } from 'react';
import type { Fact } from '#domain/object/summary.ts';
import { useObjectPage } from './object-context.tsx';

const keyOf = ({ column, label }: Pick<Fact, 'column' | 'label'>): string => `${column} ${label}`;

export interface FactDocs {
  /** What a fact is, once known. */
  readonly of: (fact: Fact) => string | undefined;
  /** Asks for the explanations, once; without them the facts are as they are. */
  readonly want: () => void;
}

async function readDocs(objectId: string): Promise<ReadonlyMap<string, string>> {
  const [{ portalTrpc }, { portalQueryClient }] = await Promise.all([
    import('#components/trpc/portal-trpc.ts'),
    import('#components/trpc/query-client.tsx'),
  ]);
  const { groups, latest } = await portalQueryClient().fetchQuery(portalTrpc().summary.queryOptions({ objectId }));
  const all = [...groups.flatMap((group) => group.facts), ...latest.facts];
  return new Map(all.flatMap((fact) => (fact.doc ? [[keyOf(fact), fact.doc] as const] : [])));
}

/** Explanations of all facts of the object, from the schema. */
export function useFactDocs(): FactDocs {
  const { facts } = useObjectPage();
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const asked = useRef(false);
  return {
    of: (fact) => fact.doc ?? known.get(keyOf(fact)),
    want() {
      if (asked.current) return;
      asked.current = true;
      readDocs(facts.objectId).then(setKnown, () => {
        asked.current = false;
      });
    },
  };
}
