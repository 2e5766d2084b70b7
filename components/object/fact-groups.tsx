'use client';
// Not for state: as a client component its few props travel, and not every element a second time.
import styles from './fact-groups.module.css';
import { FactValue } from './fact-value.tsx';
import type { PackedFact, PackedGroup } from './packed-facts.ts';
import { ProvenanceButton } from './provenance.tsx';
import { useFactDocs } from './use-fact-docs.ts';

/** A score as a bar with its middle marked; an SVG, because a style attribute would need an exception in the CSP. */
function ScoreBar({ score }: { readonly score: number }) {
  const length = Math.round(Math.min(1, Math.max(0, score)) * 640) / 10;
  return (
    <svg aria-hidden="true">
      <path d={`M0 5h${length}`} />
    </svg>
  );
}

function FactLine({ fact, doc }: { readonly fact: PackedFact; readonly doc: string | undefined }) {
  const [label, , , source, , score = '', , noted] = fact;
  return (
    <div data-score={score === '' ? undefined : ''} title={doc}>
      <dt>{noted ? <ProvenanceButton subject={{ kind: 'score', name: label }}>{label}</ProvenanceButton> : label}</dt>
      <dd>
        {score === '' ? null : <ScoreBar score={score} />}
        <FactValue fact={fact} />
        {source ? <small>{source}</small> : null}
      </dd>
    </div>
  );
}

/** Facts beside the light curve: key, value ± error, unit, and who says so. */
export function FactGroups({ groups }: { readonly groups: readonly PackedGroup[] }) {
  const docs = useFactDocs();
  return groups.map(({ title, note, facts }) => (
    <section key={title} className={styles.group} onPointerEnter={docs.want}>
      <h2>
        {title}
        {note ? <span>{note}</span> : null}
      </h2>
      <dl>
        {facts.map((fact) => (
          <FactLine key={fact[0]} fact={fact} doc={docs.of(title, fact[0])} />
        ))}
      </dl>
    </section>
  ));
}
