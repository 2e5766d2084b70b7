'use client';
import { type ReactNode, Suspense, startTransition, useEffect, useState } from 'react';
import { markCurveVisible } from '#components/debug/mark-curve.ts';
import { useObjectPage, useSelectAlert, useSelectedAlertId, useView } from '#components/object/object-context.tsx';
import { Select } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import { Popover } from '#components/ui/popover.tsx';
import sections from '#components/ui/section.module.css';
import { useShortcut } from '#components/ui/shortcuts.ts';
import { useWhenIdle } from '#components/ui/use-when-idle.ts';
import type { CurveUnit, TimeAxisName } from './curve-fields.ts';
import { epochAfter, epochsOf } from './epochs.ts';
import type { LegendEntry } from './figure-legend.ts';
import { curveFolds } from './fold-store.ts';
import { Legend, type LegendWords } from './legend.tsx';
import styles from './lightcurve-panel.module.css';
import { pinnedAfter } from './pinned-epochs.ts';
import { usePublished } from './published.ts';

type Interactive = typeof import('./lightcurve-interactive.tsx').LightcurveInteractive;

const CurveOptions = lazyPart(
  async () => (await import('./curve-options.tsx')).CurveOptions,
  'The options did not arrive.',
);

const CurveHelp = lazyPart(
  async () => (await import('./curve-help.tsx')).CurveHelp,
  'The explanations did not arrive.',
);

const ExportMenu = lazyPart(async () => (await import('./export-menu.tsx')).ExportMenu, 'The export did not arrive.');

const ShownTable = lazyPart(
  async () => (await import('./shown-table.tsx')).ShownTable,
  'The table of points did not arrive.',
);

const unitOptions: readonly { value: CurveUnit; label: string }[] = [
  { value: 'mag', label: 'Difference mag' },
  { value: 'flux', label: 'Difference flux' },
  { value: 'dcmag', label: 'Apparent mag' },
  { value: 'dcflux', label: 'Apparent flux' },
  { value: 'asinh', label: 'Asinh mag' },
];

const timeOptions: readonly { value: TimeAxisName; label: string }[] = [
  { value: 'mjd', label: 'MJD' },
  { value: 'date', label: 'Date' },
  { value: 'first', label: 'Days since first' },
  { value: 'peak', label: 'Days since peak' },
  { value: 'last', label: 'Days since last' },
  { value: 'phase', label: 'Phase' },
];

/** `←` `→`: the epoch before and after, matched by alert id. */
function useEpochKeys(begin: () => void): void {
  const { view, facts } = useObjectPage();
  const selected = useSelectedAlertId();
  const select = useSelectAlert();
  const walk = async (by: number) => {
    begin();
    const { lightcurveNow } = await import('./lightcurve-query.ts');
    const next = epochAfter(epochsOf(await lightcurveNow(facts)), selected, by);
    if (next) select(next);
  };
  // A failure is shown over the curve, which has the same query.
  const step = (by: number) => void walk(by).catch(() => undefined);
  useShortcut({ key: 'ArrowLeft', label: 'Earlier epoch', group: 'Object' }, () => step(-1));
  const pin = () => view.set({ pinned: pinnedAfter(view.get().pinned, selected) });
  useShortcut({ key: 'p', label: 'Pin the epoch, or let it go', group: 'Object' }, pin);
  useShortcut({ key: 'ArrowRight', label: 'Later epoch', group: 'Object' }, () => step(1));
}

export interface LightcurvePanelProps {
  /** What the light curve does, in a sentence. */
  readonly words: string;
  readonly legend: readonly LegendEntry[];
  /** Panels under the curve, as the server draws them. */
  readonly lower: ReactNode;
  /** The server's SVG. */
  readonly children: ReactNode;
}

/** Another axis has other numbers: a zoom on the old one means nothing on it. */
function useCurveChoices(begin: () => void) {
  const { view: store, facts } = useObjectPage();
  const view = useView();
  const unit = view.unit ?? facts.defaultUnit;
  const chooseUnit = (next: CurveUnit) => {
    begin();
    store.set({ unit: next === facts.defaultUnit ? null : next, zoomY: null });
  };
  const nextUnit = () => {
    const at = unitOptions.findIndex(({ value }) => value === unit);
    chooseUnit(unitOptions[(at + 1) % unitOptions.length]?.value ?? facts.defaultUnit);
  };
  const chooseTime = (timeAxis: TimeAxisName) => {
    begin();
    const isDay = (name: TimeAxisName) => name === 'mjd' || name === 'date';
    store.set(isDay(timeAxis) && isDay(view.timeAxis) ? { timeAxis } : { timeAxis, zoomX: null });
  };
  const toggle = (key: string) => {
    begin();
    const others = view.hidden.filter((hidden) => hidden !== key);
    store.set({ hidden: others.length < view.hidden.length ? others : [...others, key].sort() });
  };
  useShortcut({ key: 'u', label: 'Unit: magnitude, flux', group: 'Object' }, nextUnit);
  return { view, unit, chooseUnit, chooseTime, toggle };
}

/**
 * The living light curve, when its code is there; until then the server's drawing stays as it is. It is rendered in small steps: in
 * one, with the drawing made anew in another place, it was one of the longest tasks of a page on a slow machine.
 */
function useInteractive(): readonly [Interactive | null, () => void] {
  const [interactive, setInteractive] = useState<Interactive | null>(null);
  const begin = () => {
    import('./lightcurve-interactive.tsx').then(
      ({ LightcurveInteractive }) => startTransition(() => setInteractive(() => LightcurveInteractive)),
      // The drawing stays; the next touch asks again.
      () => undefined,
    );
  };
  return [interactive, begin];
}

interface ToolbarProps {
  readonly words: LegendWords;
  /** Asks for the living curve. */
  readonly begin: () => void;
  /** Opens the table of points. */
  readonly onTable: () => void;
}

function Toolbar({ words, begin, onTable }: ToolbarProps) {
  const { view, unit, chooseUnit, chooseTime, toggle } = useCurveChoices(begin);
  const [fold] = usePublished(curveFolds);
  const hasPeriod = fold !== undefined || view.vPeriod !== null || view.timeAxis === 'phase';
  const times = hasPeriod ? timeOptions : timeOptions.filter(({ value }) => value !== 'phase');
  return (
    <div className={sections.bar}>
      <h2 id="lc-title">Light curve</h2>
      <Select label="Unit of the light curve" value={unit} options={unitOptions} onChange={chooseUnit} />
      <Select label="Time axis" value={view.timeAxis} options={times} onChange={chooseTime} />
      <Popover label="Options" title="Filters, means, panels, zoom, other surveys">
        {() => (
          <Suspense fallback="…">
            <CurveOptions />
          </Suspense>
        )}
      </Popover>
      <Popover label="?" name="What the light curve shows" title="Quantities, marks and their formulas" tone="plain">
        {() => (
          <Suspense fallback="…">
            <CurveHelp />
          </Suspense>
        )}
      </Popover>
      <span className={sections.space} />
      <Legend {...words} hidden={new Set(view.hidden)} onToggle={toggle} />
      <Popover label={<Icon name="download" />} name="Export figure or points" tone="plain">
        {(close) => (
          <Suspense fallback="…">
            <ExportMenu
              onTable={() => {
                close();
                onTable();
              }}
            />
          </Suspense>
        )}
      </Popover>
    </div>
  );
}

/** Toolbar and frame of the light curve. Everything below the server's SVG is loaded when idle, or on the first touch. */
export function LightcurvePanel({ words: sentence, legend, lower, children }: LightcurvePanelProps) {
  const [Interactive, begin] = useInteractive();
  const [words, setWords] = useState<LegendWords>({ legend, overlays: [], models: [] });
  const [table, setTable] = useState(false);
  useShortcut({ key: 't', label: 'Light curve as a table', group: 'Object' }, () => setTable(true));
  useWhenIdle(begin);
  useEffect(markCurveVisible, []);
  useEpochKeys(begin);
  return (
    <section aria-labelledby="lc-title" aria-describedby="lc-words">
      <p id="lc-words" className="vh">
        {sentence}
      </p>
      <Toolbar words={words} begin={begin} onTable={() => setTable(true)} />
      <div onPointerEnter={begin} onTouchStart={begin}>
        {Interactive ? (
          <Interactive onLegend={setWords} lower={lower}>
            {children}
          </Interactive>
        ) : (
          <>
            <div className={styles.box}>{children}</div>
            {lower}
          </>
        )}
      </div>
      {table ? (
        <Suspense fallback={null}>
          <ShownTable onClose={() => setTable(false)} />
        </Suspense>
      ) : null}
    </section>
  );
}
