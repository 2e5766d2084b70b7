import { controlStyles } from '#components/ui/control.tsx';
import type { FigureModel, FigureOverlay } from './figure-extras.ts';
import type { LegendEntry } from './figure-legend.ts';
import markStyles from './figure-marks.module.css';
import styles from './legend.module.css';
import { markPath } from './marker-paths.ts';

/** What a figure says in its legend. */
export interface LegendWords {
  readonly legend: readonly LegendEntry[];
  readonly overlays: readonly FigureOverlay[];
  readonly models: readonly FigureModel[];
}

export interface LegendProps extends LegendWords {
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (key: string) => void;
}

/** The legend is the filter: marker, name, count. Zero counts stay, quiet, so that absence is information. */
export function Legend({ legend, overlays, models, hidden, onToggle }: LegendProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame into the toolbar
    <div className={styles.legend} role="group" aria-label="Shown in the light curve">
      {legend.map(({ key, label, count, kind, band, marker }) => (
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
          {`${label} `}
          <b>{count}</b>
        </button>
      ))}
      {overlays.map((overlay) => (
        <OverlayEntry key={overlay.key} overlay={overlay} hidden={hidden.has(overlay.key)} onToggle={onToggle} />
      ))}
      {[...new Map(models.map((model) => [model.id, model])).values()].map((model) => (
        <span key={model.id} className={styles.model}>
          <svg className={styles.mark} viewBox="-7 -7 14 14" aria-hidden="true">
            <path d="M-7 3Q-2-9 7 4" data-mark="" />
          </svg>
          {model.label}
        </span>
      ))}
    </div>
  );
}

const overlayStates = { waiting: 'asked …', empty: 'none', failed: 'failed' } as const;

/** Somebody else's light curve says in its own entry what became of it. */
function OverlayEntry(props: { overlay: FigureOverlay; hidden: boolean; onToggle: (key: string) => void }) {
  const { key, label, credit, state, reason, count } = props.overlay;
  return (
    <button
      type="button"
      className={controlStyles.button}
      data-legend=""
      data-overlay={state}
      disabled={state !== 'ready'}
      aria-pressed={state === 'ready' ? !props.hidden : undefined}
      title={[reason, credit].filter((text) => text !== '').join(' · ')}
      onClick={() => props.onToggle(key)}
    >
      <svg className={styles.mark} viewBox="-7 -7 14 14" aria-hidden="true">
        <circle r="2.5" />
      </svg>
      {`${label} `}
      <b>{state === 'ready' ? count : overlayStates[state]}</b>
      {state === 'failed' ? <span className={styles.reason}>{reason}</span> : null}
    </button>
  );
}
