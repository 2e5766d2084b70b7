'use client';
import type { ReactNode } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { controlStyles, Select } from '#components/ui/control.tsx';
import { Toggle } from '#components/ui/toggle.tsx';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { PeriodRange } from '#domain/periodogram/frequency-grid.ts';
import type { PeriodQuantity } from '#domain/periodogram/period-points.ts';
import styles from '../kit/analysis.module.css';
import { NumberInput } from '../kit/number-input.tsx';
import { RangeInputs } from '../kit/range-inputs.tsx';
import { periodBounds, variableFields } from './variable-fields.ts';

const methods = [
  { value: 'gls', label: 'Lomb-Scargle' },
  { value: 'bls', label: 'Box least squares' },
  { value: 'string', label: 'String length' },
  { value: 'lafler', label: 'Lafler-Kinman' },
] as const;

const shared = (['1', '2', '3', '4', '0'] as const).map((value) => ({
  value,
  label: value === '1' ? '1 common harmonic' : `${value} common harmonics`,
}));
const own = (['1', '0', '2', '3', '4'] as const).map((value) => ({ value, label: `${value} of each band` }));

const quantityNames: Readonly<Record<PeriodQuantity, string>> = {
  dcmag: 'Apparent magnitude',
  dcflux: 'Apparent flux',
  flux: 'Difference flux',
  mag: 'Difference magnitude',
};

/** From the shortest periods that nights of half an hour show to what is seen at least once and a half, 200 days at most. */
export function defaultRange(baseline: number): PeriodRange {
  const longest = Math.min(200, Math.max(1, baseline / 1.5));
  return { shortest: 0.05, longest: Number(longest.toPrecision(3)) };
}

export interface PeriodControlsProps {
  readonly curve: Lightcurve;
  /** What is searched now. */
  readonly quantity: PeriodQuantity;
  readonly baseline: number | undefined;
  /** Where the search stands. */
  readonly children: ReactNode;
}

export function PeriodControls({ curve, quantity, baseline, children }: PeriodControlsProps) {
  const { view: store } = useObjectPage();
  const { vMethod, vBase, vBand, vQuantity, vForced, vBad } = useView();
  const hasForced = curve.kind.includes('forced');
  const quantities = [
    { value: 'auto' as const, label: vQuantity === 'auto' ? quantityNames[quantity] : 'What makes sense' },
    ...(['dcmag', 'dcflux', 'flux', 'mag'] as const)
      .filter((value) => vQuantity !== 'auto' || value !== quantity)
      .map((value) => ({ value, label: quantityNames[value] })),
  ];
  return (
    <div className={styles.bar}>
      <Select label="Method" value={vMethod} options={methods} onChange={(value) => store.set({ vMethod: value })} />
      <Select
        label="Harmonics that all bands share"
        value={vBase}
        options={shared}
        onChange={(value) =>
          store.set(value === '0' && vBand === '0' ? { vBase: value, vBand: '1' } : { vBase: value })
        }
      />
      <Select
        label="Harmonics of each band"
        value={vBand}
        options={own}
        onChange={(value) =>
          store.set(value === '0' && vBase === '0' ? { vBand: value, vBase: '1' } : { vBand: value })
        }
      />
      <Select
        label="What is searched"
        value={vQuantity}
        options={quantities}
        onChange={(value) => store.set({ vQuantity: value })}
      />
      {hasForced ? (
        <Toggle
          pressed={vForced}
          onChange={(pressed) => store.set({ vForced: pressed })}
          title="Forced photometry of exposures without a detection is used too"
        >
          Forced
        </Toggle>
      ) : null}
      {curve.kind.includes('bad') ? (
        <Toggle
          pressed={vBad}
          onChange={(pressed) => store.set({ vBad: pressed })}
          title="Detections of bad quality, which the light curve marks with a cross, are used too"
        >
          Bad quality
        </Toggle>
      ) : null}
      <SearchedRange baseline={baseline ?? 1} />
      <PeriodInput />
      {children}
    </div>
  );
}

function SearchedRange({ baseline }: { readonly baseline: number }) {
  const { view: store } = useObjectPage();
  const { vRange } = useView();
  const { shortest, longest } = defaultRange(baseline);
  return (
    <RangeInputs
      from={{ label: 'Periods from', initial: shortest, placeholder: String(shortest) }}
      to={{ label: 'to', initial: longest, placeholder: String(longest) }}
      value={vRange}
      bounds={periodBounds}
      unit="d"
      onChange={(range) => store.set({ vRange: range })}
    />
  );
}

function PeriodInput() {
  const { view: store } = useObjectPage();
  const { vPeriod, vShift } = useView();
  return (
    <>
      <NumberInput
        label="Fold with"
        value={vPeriod}
        bounds={periodBounds}
        placeholder="best"
        unit="d"
        onChange={(period) => store.set({ vPeriod: period })}
      />
      <label className={styles.field}>
        Phase
        <input
          type="range"
          aria-label="Shift of the phase"
          min="0"
          max="0.99"
          step="0.01"
          value={vShift}
          onChange={(event) => store.set({ vShift: Number(event.target.value) })}
        />
        <output>+{vShift.toFixed(2)}</output>
      </label>
      {vPeriod === null ? null : (
        <button
          type="button"
          className={controlStyles.button}
          onClick={() => store.set({ vPeriod: variableFields.vPeriod.initial })}
        >
          Best period
        </button>
      )}
    </>
  );
}
