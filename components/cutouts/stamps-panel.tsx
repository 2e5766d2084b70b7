'use client';
import { type ReactNode, Suspense, useState } from 'react';
import { preload } from 'react-dom';
import { useObjectPage, useSelectedAlertId, useView } from '#components/object/object-context.tsx';
import { controlStyles, Key, Select } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { lazyPart } from '#components/ui/lazy-part.tsx';
import sections from '#components/ui/section.module.css';
import { useShortcut } from '#components/ui/shortcuts.ts';
import { Toggle } from '#components/ui/toggle.tsx';
import { useHydrated } from '#components/ui/use-hydrated.ts';
import { useWhenIdle } from '#components/ui/use-when-idle.ts';
import { type ColourMapName, colourMapNames } from '#domain/stamps/colour-map.ts';
import { stampKinds } from '#domain/stamps/locator.ts';
import { type StretchName, stretchNames } from '#domain/stamps/stretch.ts';
import type { Epoch } from './epoch.ts';
import { frameUrl } from './frame-url.ts';
import { WaitingStamps } from './stamp-figure.tsx';
import styles from './stamps.module.css';
import { StampsLive, type StampsState } from './stamps-live.tsx';
import { FirstEpoch } from './use-epochs.ts';

const StampTools = lazyPart(
  async () => (await import('./viewer/stamp-tools.tsx')).StampTools,
  'The cuts did not arrive.',
);

const CompareBar = lazyPart(
  async () => (await import('./viewer/compare-bar.tsx')).CompareBar,
  'The comparison did not arrive.',
);

const stretchOptions = stretchNames.map((value) => ({ value, label: value }));
const mapOptions = colourMapNames.map((value) => ({ value, label: value === 'coolwarm' ? 'cool–warm' : value }));

export interface StampsPanelProps {
  /** The alert that the page opens with. */
  readonly first: Epoch;
  /** The facts of the selected alert. */
  readonly children: ReactNode;
}

/** Science, template and difference of the selected alert, found by its id. */
export function StampsPanel({ first, children }: StampsPanelProps) {
  const { facts, view: store } = useObjectPage();
  const view = useView();
  const alertId = useSelectedAlertId();
  const [state, setState] = useState<StampsState>('loading');
  const [touched, setTouched] = useState(false);
  const hydrated = useHydrated();
  const begin = () => setTouched(true);
  useWhenIdle(begin);
  const living = hydrated && (touched || view.compare !== 'off' || view.stampZoom.scale > 1);
  useShortcut({ key: 'b', label: 'Blink', group: 'Object' }, () =>
    store.set({ compare: view.compare === 'blink' ? 'off' : 'blink' }),
  );
  // Begun by the HTML, so that the numbers are there when the code that paints them is.
  if (!hydrated) preload(frameUrl(facts.survey, facts.objectId, alertId), { as: 'fetch', crossOrigin: 'anonymous' });
  return (
    <FirstEpoch value={first}>
      <section
        aria-labelledby="stamps-title"
        data-alert={alertId}
        data-state={state}
        onPointerEnter={begin}
        onFocus={begin}
      >
        <Toolbar alertId={alertId} living={living} />
        {living && view.compare !== 'off' ? (
          <Suspense fallback={<div className={styles.compare} />}>
            <CompareBar alertId={alertId} />
          </Suspense>
        ) : null}
        <div className={styles.panel} data-stacked={view.stacked || undefined}>
          {hydrated ? <StampsLive alertId={alertId} living={living} onState={setState} /> : <WaitingStamps />}
          {children}
        </div>
      </section>
    </FirstEpoch>
  );
}

/** Title, looks, cuts, comparison and files. */
function Toolbar({ alertId, living }: { readonly alertId: string; readonly living: boolean }) {
  const { view: store } = useObjectPage();
  const view = useView();
  return (
    <div className={sections.bar}>
      <h2 id="stamps-title">Stamps</h2>
      <span className={sections.label}>Stretch</span>
      <Select<StretchName>
        label="Stretch"
        value={view.stretch}
        options={stretchOptions}
        onChange={(stretch) => store.set({ stretch })}
      />
      <span className={sections.label}>Map</span>
      <Select<ColourMapName>
        label="Colour map"
        value={view.map}
        options={mapOptions}
        onChange={(map) => store.set({ map })}
      />
      <span className={styles.tools}>
        {living ? (
          <Suspense fallback={null}>
            <StampTools alertId={alertId} />
          </Suspense>
        ) : null}
      </span>
      <span className={sections.space} />
      <button
        type="button"
        className={`${controlStyles.button} ${styles.large}`}
        aria-pressed={view.stacked}
        onClick={() => store.set({ stacked: !view.stacked })}
      >
        Large
      </button>
      <BlinkButton />
      <FitsLinks alertId={alertId} />
    </div>
  );
}

function BlinkButton() {
  const { view: store } = useObjectPage();
  const { compare } = useView();
  return (
    <Toggle
      pressed={compare === 'blink'}
      title="Alternate stamps in the first tile"
      onChange={(on) => store.set({ compare: on ? 'blink' : 'off' })}
    >
      Blink <Key>b</Key>
    </Toggle>
  );
}

function FitsLinks({ alertId }: { alertId: string }) {
  const { facts } = useObjectPage();
  const base = frameUrl(facts.survey, facts.objectId, alertId).replace(/\.stamps$/, '');
  return (
    <span className={styles.links}>
      {stampKinds.map((kind) => (
        <a
          key={kind}
          className={controlStyles.button}
          href={`${base}/${kind}.fits`}
          download={`${alertId}-${kind}.fits`}
          title={`${kind} stamp as FITS`}
        >
          <Icon name="download" />
          {kind.slice(0, 3)}
        </a>
      ))}
      <span className={sections.label}>FITS</span>
    </span>
  );
}
