import { controlStyles } from '#components/ui/control.tsx';
import type { LegendEntry } from './figure-legend.ts';
import markStyles from './figure-marks.module.css';
import styles from './legend.module.css';
import { markPath } from './marker-paths.ts';

export interface LegendProps {
  readonly entries: readonly LegendEntry[];
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (key: string) => void;
}

/** The legend is the filter: marker, name, count. Zero counts stay, quiet, so that absence is information. */
export function Legend({ entries, hidden, onToggle }: LegendProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame into the toolbar
    <div className={styles.legend} role="group" aria-label="Shown in the light curve">
      {entries.map(({ key, label, count, kind, band, marker }) => (
        <button
          key={key}
          type="button"
          className={controlStyles.button}
          data-legend=""
          data-none={count === 0 ? '' : undefined}
          disabled={count === 0}
          aria-pressed={count === 0 ? undefined : !hidden.has(key)}
          onClick={() => onToggle(key)}
        >
          <svg className={styles.mark} viewBox="-7 -8 14 14" aria-hidden="true">
            <path
              className={markStyles[kind]}
              data-band={band ?? undefined}
              data-mark=""
              d={markPath(kind, band ?? 'g', marker)}
            />
          </svg>
          {label} <b>{count}</b>
        </button>
      ))}
    </div>
  );
}
