import { controlStyles } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { dateAfter } from '#domain/observability/civil-time.ts';
import styles from './observability.module.css';

export interface DateControlsProps {
  readonly date: string;
  readonly isTonight: boolean;
  /** Null: tonight. */
  readonly onDate: (date: string | null) => void;
}

/** The night: a day earlier, its date, a day later, and back to tonight. */
export function DateControls({ date, isTonight, onDate }: DateControlsProps) {
  return (
    <span className={styles.chosen}>
      <button
        type="button"
        className={controlStyles.bare}
        aria-label="Night before"
        onClick={() => onDate(dateAfter(date, -1))}
      >
        <Icon name="left" />
      </button>
      <input
        type="date"
        className={styles.date}
        aria-label="Evening of the night"
        min="1950-01-01"
        max="2099-12-31"
        value={date}
        onChange={(event) => {
          if (/^(?:19|20)\d{2}-\d{2}-\d{2}$/.test(event.target.value)) onDate(event.target.value);
        }}
      />
      <button
        type="button"
        className={controlStyles.bare}
        aria-label="Night after"
        onClick={() => onDate(dateAfter(date, 1))}
      >
        <Icon name="right" />
      </button>
      <button type="button" className={controlStyles.button} aria-pressed={isTonight} onClick={() => onDate(null)}>
        Tonight
      </button>
    </span>
  );
}
