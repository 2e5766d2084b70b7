'use client';
import { useRef, useState } from 'react';
import { useObjectPage } from './object-context.tsx';

const keyOf = (group: string, label: string): string => `${group}: ${label}`;

/** The group of the facts that every alert has. */
export const alertGroup = 'alert';

export interface FactDocs {
  /** What the fact of a group with this label is, once known. */
  readonly of: (group: string, label: string) => string | undefined;
  /** Asks for the explanations, once; without them the facts are as they are. */
  readonly want: () => void;
}

async function readDocs(objectId: string): Promise<ReadonlyMap<string, string>> {
  const [{ portalTrpc }, { portalQueryClient }] = await Promise.all([
    import('#components/trpc/portal-trpc.ts'),
    import('#components/trpc/query-client.tsx'),
  ]);
  const { groups, latest } = await portalQueryClient().fetchQuery(portalTrpc().summary.queryOptions({ objectId }));
  const all = [...groups, { title: alertGroup, facts: latest.facts }];
  const lines = all.flatMap(({ title, facts }) =>
    facts.flatMap(({ label, doc }) => (doc ? [[keyOf(title, label), doc] as const] : [])),
  );
  return new Map(lines);
}

/** Explanations of all facts of the object, from the schema. */
export function useFactDocs(): FactDocs {
  const { facts } = useObjectPage();
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const asked = useRef(false);
  return {
    of: (group, label) => known.get(keyOf(group, label)),
    want() {
      if (asked.current) return;
      asked.current = true;
      readDocs(facts.objectId).then(setKnown, () => {
        asked.current = false;
      });
    },
  };
}
