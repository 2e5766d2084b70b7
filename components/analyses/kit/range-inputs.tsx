import type { NumberBounds } from '#components/view/field.ts';
import { NumberInput } from './number-input.tsx';

/** One end of a range: what it is while nobody chose it, and what an empty field says then. */
interface RangeEnd {
  readonly label: string;
  readonly initial: number;
  readonly placeholder: string;
}

export interface RangeInputsProps {
  readonly from: RangeEnd;
  readonly to: RangeEnd;
  /** Null: nothing is chosen. */
  readonly value: NumberBounds | null;
  readonly bounds: NumberBounds;
  readonly unit?: string;
  readonly onChange: (value: NumberBounds | null) => void;
}

/** Both ends of a range; with both fields empty, or the wrong way round, nothing is chosen. */
export function RangeInputs({ from, to, value, bounds, unit, onChange }: RangeInputsProps) {
  const take = (low: number | null, high: number | null) => {
    const next = { from: low ?? from.initial, to: high ?? to.initial };
    onChange((low === null && high === null) || next.from >= next.to ? null : next);
  };
  return (
    <>
      <NumberInput
        label={from.label}
        value={value?.from ?? null}
        bounds={bounds}
        placeholder={from.placeholder}
        onChange={(low) => take(low, value?.to ?? null)}
      />
      <NumberInput
        label={to.label}
        value={value?.to ?? null}
        bounds={bounds}
        placeholder={to.placeholder}
        unit={unit}
        onChange={(high) => take(value?.from ?? null, high)}
      />
    </>
  );
}
