'use client';
import { useRef, useState } from 'react';
import { queryPortal } from '#components/trpc/query.ts';
import type { Fact } from '#domain/object/summary.ts';
import { useObjectPage } from './object-context.tsx';

const keyOf = ({ column, label }: Pick<Fact, 'column' | 'label'>): string => `${column} ${label}`;

export interface FactDocs {
  /** What a fact is, once known. */
  readonly of: (fact: Fact) => string | undefined;
  /** Asks for the explanations, once; without them the facts are as they are. */
  readonly want: () => void;
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
      queryPortal('summary', { objectId: facts.objectId }).then(
        ({ groups, latest }) => {
          const all = [...groups.flatMap((group) => group.facts), ...latest.facts];
          setKnown(new Map(all.flatMap((fact) => (fact.doc ? [[keyOf(fact), fact.doc] as const] : []))));
        },
        () => {
          asked.current = false;
        },
      );
    },
  };
}
