import { useEffect, useRef } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { observatoryGroups } from '#domain/observability/observatories.ts';
import { ownId } from './chosen-sites.ts';
import styles from './observability.module.css';
import { mostSites } from './observability-fields.ts';

/** Sites that are proposed to compare with, far apart from each other. */
const proposals = ['rubin', 'mauna-kea', 'la-palma', 'siding-spring', 'palomar'];

function Options() {
  return (
    <>
      <option value={ownId}>A place of my own…</option>
      {observatoryGroups.map(([title, sites]) => (
        <optgroup key={title} label={title}>
          {sites.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  );
}

export interface SiteControlsProps {
  readonly ids: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

/** One select a site, and a way to add one. A site stands there once. */
export function SiteControls({ ids, onChange }: SiteControlsProps) {
  const list = useRef<HTMLSpanElement>(null);
  const added = useRef(false);
  const change = (index: number, id: string) => {
    if (!ids.includes(id)) onChange(ids.map((old, at) => (at === index ? id : old)));
  };
  // Whoever adds a site wants to choose it: the new select has the focus.
  useEffect(() => {
    const selects = list.current?.querySelectorAll('select');
    if (added.current && selects) selects[ids.length - 1]?.focus();
    added.current = false;
  }, [ids.length]);
  return (
    <span ref={list} className={styles.sites}>
      {ids.map((id, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a select stays itself, and focused, while its site changes
        <span key={index} className={styles.chosen}>
          <span className={controlStyles.select}>
            <select
              aria-label={index === 0 ? 'Site' : `Site ${index + 1}`}
              value={id}
              onChange={(event) => change(index, event.target.value)}
            >
              <Options />
            </select>
          </span>
          {ids.length > 1 ? (
            <button
              type="button"
              className={controlStyles.bare}
              aria-label={`Leave out site ${index + 1}`}
              onClick={() => onChange(ids.filter((_, at) => at !== index))}
            >
              <Icon name="close" />
            </button>
          ) : null}
        </span>
      ))}
      {ids.length < mostSites ? (
        <button
          type="button"
          className={controlStyles.button}
          onClick={() => {
            added.current = true;
            onChange([...ids, proposals.find((id) => !ids.includes(id)) ?? ownId]);
          }}
        >
          Compare sites
        </button>
      ) : null}
    </span>
  );
}
