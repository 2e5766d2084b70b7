import { controlStyles } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { observatoryGroups } from '#domain/observability/observatories.ts';
import { ownId } from './chosen-sites.ts';
import styles from './observability.module.css';
import { mostSites } from './observability-fields.ts';

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

/** One select a site, and one more to compare with. */
export function SiteControls({ ids, onChange }: SiteControlsProps) {
  const change = (index: number, id: string) => onChange([...new Set(ids.map((old, at) => (at === index ? id : old)))]);
  return (
    <>
      {ids.map((id, index) => (
        <span key={id} className={styles.chosen}>
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
        <span className={controlStyles.select}>
          <select
            aria-label="Compare with another site"
            value=""
            onChange={(event) => onChange([...new Set([...ids, event.target.value])])}
          >
            <option value="" disabled>
              Compare with…
            </option>
            <Options />
          </select>
        </span>
      ) : null}
    </>
  );
}
