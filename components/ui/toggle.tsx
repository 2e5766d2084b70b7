import type { ReactNode } from 'react';
import { controlStyles } from './control.tsx';

export interface ToggleProps {
  readonly pressed: boolean;
  readonly onChange: (pressed: boolean) => void;
  readonly title?: string;
  readonly children: ReactNode;
}

/** A choice that is on or off. */
export function Toggle({ pressed, onChange, title, children }: ToggleProps) {
  return (
    <button
      type="button"
      className={controlStyles.button}
      aria-pressed={pressed}
      title={title}
      onClick={() => onChange(!pressed)}
    >
      {children}
    </button>
  );
}
