'use client';
import { useState } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { controlStyles, Select } from '#components/ui/control.tsx';
import { fluxUnits, largestSnr, pairingDays } from './curve-fields.ts';
import styles from './curve-options.module.css';
import { OverlaySwitches } from './overlays/overlay-switches.tsx';

const fluxUnitNames = { ujy: 'µJy', mjy: 'mJy' } as const;
const noColour = 'none';

/** Colours that bands of a survey make, neighbours first. */
function colourChoices(bands: readonly { readonly name: string }[]) {
  const names = bands.map(({ name }) => name);
  const pairs = names.flatMap((first, k) => names.slice(k + 1).map((second) => ({ first, second })));
  pairs.sort(
    (a, b) => names.indexOf(a.second) - names.indexOf(a.first) - (names.indexOf(b.second) - names.indexOf(b.first)),
  );
  return [
    { value: noColour, label: 'no colour' },
    ...pairs.map(({ first, second }) => ({ value: `${first}-${second}`, label: `${first} − ${second}` })),
  ];
}

/** What else can be chosen of the light curve: filters, means, levels, panels, zoom in numbers. */
export function CurveOptions() {
  const { view: store } = useObjectPage();
  const view = useView();
  const flag = (name: 'nightly' | 'levels' | 'residuals', label: string) => (
    <label className={styles.line}>
      <input type="checkbox" checked={view[name]} onChange={(event) => store.set({ [name]: event.target.checked })} />
      {label}
    </label>
  );
  return (
    <div className={styles.options}>
      <label className={styles.slider}>
        <span>S/N at least</span>
        <input
          type="range"
          min={0}
          max={largestSnr}
          step={0.5}
          value={view.minSnr}
          onChange={(event) => store.set({ minSnr: Number(event.target.value) })}
        />
        <output>{view.minSnr === 0 ? 'all' : view.minSnr}</output>
      </label>
      {flag('nightly', 'One point a night: inverse-variance mean, the deepest limit')}
      {flag('levels', 'Brightness of the reference, in apparent units')}
      {flag('residuals', 'Residuals of fits')}
      <div className={styles.line}>
        <span>Flux in</span>
        <Select
          label="Unit of fluxes"
          value={view.fluxUnit}
          options={fluxUnits.map((value) => ({ value, label: fluxUnitNames[value] }))}
          onChange={(fluxUnit) => store.set({ fluxUnit, zoomY: null })}
        />
      </div>
      <ColourLine />
      <ZoomNumbers />
      <div className={styles.line}>
        <span>Others</span>
        <OverlaySwitches />
      </div>
    </div>
  );
}

/** Which colour the panel below shows, and how near in time its two measurements are. */
function ColourLine() {
  const { facts, view: store } = useObjectPage();
  const { colour: chosen, colourWithin } = useView();
  return (
    <div className={styles.line}>
      <span>Colour</span>
      <Select
        label="Colour panel"
        value={chosen ?? noColour}
        options={colourChoices(facts.bands)}
        onChange={(colour) => store.set({ colour: colour === noColour ? null : colour })}
      />
      <span>within</span>
      <NumberBox
        label="Most days between the two measurements of a colour"
        value={colourWithin}
        onChange={(value) => {
          if (value === null || value < pairingDays.from || value > pairingDays.to) return;
          store.set({ colourWithin: value });
        }}
      />
      <span>d</span>
    </div>
  );
}

interface NumberBoxProps {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** A number that is taken when the visitor leaves it or presses Enter. */
function NumberBox({ label, value, onChange }: NumberBoxProps) {
  const take = (element: HTMLInputElement) => {
    const text = element.value.trim();
    onChange(text === '' || !Number.isFinite(Number(text)) ? null : Number(text));
  };
  return (
    <input
      key={String(value)}
      className={styles.number}
      aria-label={label}
      inputMode="decimal"
      defaultValue={value ?? ''}
      onBlur={(event) => take(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take(event.currentTarget);
      }}
    />
  );
}

/** The zoom in numbers: for keys, and for whoever wants the same ranges in two figures. Both ends are needed. */
function ZoomNumbers() {
  const { view: store } = useObjectPage();
  const view = useView();
  const [drafts, setDrafts] = useState<Readonly<Record<string, number | null>>>({});
  const ends = (axis: 'zoomX' | 'zoomY', name: string) => {
    const shown = (end: 'from' | 'to'): number | null => {
      const draft = drafts[`${axis} ${end}`];
      return draft === undefined ? (view[axis]?.[end] ?? null) : draft;
    };
    const take = (end: 'from' | 'to', value: number | null) => {
      const [from, to] = end === 'from' ? [value, shown('to')] : [shown('from'), value];
      const isWhole = from !== null && to !== null && from < to;
      setDrafts(isWhole ? {} : { ...drafts, [`${axis} ${end}`]: value });
      if (isWhole) store.set({ [axis]: { from, to } });
    };
    return (
      <div className={styles.line}>
        <span>{name}</span>
        <NumberBox label={`${name} axis from`} value={shown('from')} onChange={(value) => take('from', value)} />
        <span>to</span>
        <NumberBox label={`${name} axis to`} value={shown('to')} onChange={(value) => take('to', value)} />
      </div>
    );
  };
  return (
    <>
      {ends('zoomX', 'Time')}
      {ends('zoomY', 'Brightness')}
      <div className={styles.line}>
        <button
          type="button"
          className={controlStyles.outlined}
          disabled={!view.zoomX && !view.zoomY}
          onClick={() => {
            setDrafts({});
            store.set({ zoomX: null, zoomY: null });
          }}
        >
          Show everything
        </button>
      </div>
    </>
  );
}
