import { useEffect, useState } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { dateAfter } from '#domain/observability/civil-time.ts';
import styles from './observability.module.css';
import { observabilityFields } from './observability-fields.ts';

export interface DateControlsProps {
  readonly date: string;
  readonly isTonight: boolean;
  /** Null: tonight. */
  readonly onDate: (date: string | null) => void;
}

/** The date that a text is, or undefined: the 31st of February is none. */
function dateFrom(text: string): string | undefined {
  const date = observabilityFields.night.parse(text.trim());
  return date && dateAfter(date, 0) === date ? date : undefined;
}

/** The night: a day earlier, its date, a day later, and back to tonight. Dates are ISO in every language. */
export function DateControls({ date, isTonight, onDate }: DateControlsProps) {
  const [text, setText] = useState(date);
  useEffect(() => setText(date), [date]);
  const write = (next: string) => {
    setText(next);
    const found = dateFrom(next);
    if (found && found !== date) onDate(found);
  };
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
        className={`${controlStyles.input} ${styles.date}`}
        aria-label="Evening of the night, YYYY-MM-DD"
        aria-invalid={dateFrom(text) === undefined}
        size={11}
        inputMode="numeric"
        value={text}
        onChange={(event) => write(event.target.value)}
        onBlur={() => setText(date)}
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
