import { useEffect, useState } from 'react';
import { controlStyles } from '#components/ui/control.tsx';
import type { NumberBounds } from '#components/view/field.ts';
import styles from './analysis.module.css';

export interface NumberInputProps {
  readonly label: string;
  /** Null: empty. */
  readonly value: number | null;
  readonly bounds: NumberBounds;
  readonly unit?: string;
  /** What an empty field means. */
  readonly placeholder?: string;
  readonly onChange: (value: number | null) => void;
}

/** A number that is taken on Enter or when the field is left; what is none stays there, marked, and changes nothing. */
export function NumberInput({ label, value, bounds, unit, placeholder, onChange }: NumberInputProps) {
  const [text, setText] = useState(value === null ? '' : String(value));
  useEffect(() => setText(value === null ? '' : String(value)), [value]);
  const typed = text.trim() === '' ? null : Number(text);
  const isGood = typed === null || (typed >= bounds.from && typed <= bounds.to);
  const take = () => {
    if (isGood && typed !== value) onChange(typed);
  };
  return (
    <label className={styles.field}>
      {label}
      <input
        className={controlStyles.input}
        type="text"
        inputMode="decimal"
        value={text}
        placeholder={placeholder}
        aria-invalid={!isGood}
        title={isGood ? undefined : `A number from ${bounds.from} to ${bounds.to}`}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take();
        }}
      />
      {unit}
    </label>
  );
}
