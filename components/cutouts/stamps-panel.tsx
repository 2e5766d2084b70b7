'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { useObjectPage, useSelectedAlertId, useView } from '#components/object/object-context.tsx';
import { controlStyles, Select } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { Message } from '#components/ui/message.tsx';
import sections from '#components/ui/section.module.css';
import { type ColourMapName, colourMapNames } from '#domain/stamps/colour-map.ts';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import { type StretchName, stretchNames } from '#domain/stamps/stretch.ts';
import { frameUrl } from './stamp-frames.ts';
import { StampTile } from './stamp-tile.tsx';
import styles from './stamps.module.css';
import { type FrameState, useFrame } from './use-frame.ts';

const stretchOptions = stretchNames.map((value) => ({ value, label: value }));
const mapLabels: Record<ColourMapName, string> = {
  grey: 'grey',
  inverted: 'grey, inverted',
  viridis: 'viridis',
  coolwarm: 'cool to warm, difference',
};
const mapOptions = colourMapNames.map((value) => ({ value, label: mapLabels[value] }));

/** Science, template and difference of the selected alert, found by its id. `children`: the facts of that alert. */
export function StampsPanel({ children }: { readonly children: ReactNode }) {
  const { facts, view: store } = useObjectPage();
  const view = useView();
  const alertId = useSelectedAlertId();
  const [attempt, setAttempt] = useState(0);
  const state = useFrame(frameUrl(facts.survey, facts.objectId, alertId), attempt);
  return (
    <section aria-labelledby="stamps-title" data-alert={alertId} data-state={state.state}>
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
        {state.state === 'failed' ? (
          <FramesFailed state={state} onRetry={() => setAttempt(attempt + 1)} />
        ) : (
          <Tiles state={state} alertId={alertId} />
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

function Tiles({ state, alertId }: { state: Exclude<FrameState, { state: 'failed' }>; alertId: string }) {
  const { facts } = useObjectPage();
  const { stretch, map } = useView();
  const ready = state.state === 'ready';
  useEffect(() => {
    if (ready) performance.mark('stamps-shown');
  }, [ready]);
  return stampKinds.map((kind) => (
    <figure key={kind} className={styles.figure}>
      {ready ? (
        <StampTile
          kind={kind}
          plane={state.frame[kind]}
          stretch={stretch}
          map={map}
          scaleArcsec={facts.stampScaleArcsec}
          label={`${kind} stamp of alert ${alertId}`}
        />
      ) : (
        <div className={styles.tile} data-skeleton="" />
      )}
      <figcaption>
        <b>{kind}</b>
        <span>{ready ? sizeText(state, kind) : ''}</span>
      </figcaption>
    </figure>
  ));
}

function sizeText(state: Extract<FrameState, { state: 'ready' }>, kind: StampKind): string {
  const plane = state.frame[kind];
  return plane ? `${plane.width} × ${plane.height} px` : '';
}

function FramesFailed({ state, onRetry }: { state: Extract<FrameState, { state: 'failed' }>; onRetry: () => void }) {
  return (
    <div className={styles.failed}>
      <Message
        title={state.missing ? 'No stamps for this alert' : 'The stamps did not arrive'}
        actions={
          <button type="button" className={controlStyles.outlined} onClick={onRetry}>
            <Icon name="retry" />
            Try again
          </button>
        }
        detail={`Stamps, ${state.message}`}
      >
        <p>
          {state.missing
            ? 'The archive of stamps has no file with this alert. Its photometry is not affected.'
            : 'The service of the stamps did not answer as it should. The light curve and the facts are not affected.'}
        </p>
      </Message>
    </div>
  );
}
