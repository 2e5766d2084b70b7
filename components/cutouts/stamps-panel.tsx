'use client';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { preload } from 'react-dom';
import { useObjectPage, useSelectedAlertId, useView } from '#components/object/object-context.tsx';
import { controlStyles, Select } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import sections from '#components/ui/section.module.css';
import { useHydrated } from '#components/ui/use-hydrated.ts';
import { type ColourMapName, colourMapNames } from '#domain/stamps/colour-map.ts';
import { stampKinds } from '#domain/stamps/locator.ts';
import { type StretchName, stretchNames } from '#domain/stamps/stretch.ts';
import { frameUrl } from './frame-url.ts';
import { WaitingStamps } from './stamp-figure.tsx';
import styles from './stamps.module.css';
import type { StampsState } from './stamps-live.tsx';

const StampsLive = lazy(async () => {
  const { StampsLive } = await import('./stamps-live.tsx');
  return { default: StampsLive };
});

const stretchOptions = stretchNames.map((value) => ({ value, label: value }));
const mapLabels: Record<ColourMapName, string> = {
  grey: 'grey',
  inverted: 'inverted',
  viridis: 'viridis',
  coolwarm: 'cool–warm',
};
const mapOptions = colourMapNames.map((value) => ({ value, label: mapLabels[value] }));

/** Science, template and difference of the selected alert, found by its id. `children`: the facts of that alert. */
export function StampsPanel({ children }: { readonly children: ReactNode }) {
  const { facts, view: store } = useObjectPage();
  const view = useView();
  const alertId = useSelectedAlertId();
  const [state, setState] = useState<StampsState>('loading');
  const hydrated = useHydrated();
  // Begun by the HTML, so that the numbers are there when the code that paints them is.
  if (!hydrated) preload(frameUrl(facts.survey, facts.objectId, alertId), { as: 'fetch', crossOrigin: 'anonymous' });
  return (
    <section aria-labelledby="stamps-title" data-alert={alertId} data-state={state}>
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
        <span className={sections.space} />
        <FitsLinks alertId={alertId} />
      </div>
      <div className={styles.panel}>
        {hydrated ? (
          <Suspense fallback={<WaitingStamps />}>
            <StampsLive alertId={alertId} onState={setState} />
          </Suspense>
        ) : (
          <WaitingStamps />
        )}
        {children}
      </div>
    </section>
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
