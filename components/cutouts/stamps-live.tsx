'use client';
import { Suspense, useContext, useEffect, useRef } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { lazyPart, PartFailed } from '#components/ui/lazy-part.tsx';
import type { StampFrame } from '#domain/stamps/frame.ts';
import { stampKinds } from '#domain/stamps/locator.ts';
import { frameUrl } from './frame-url.ts';
import { StampFigure, WaitingStamps } from './stamp-figure.tsx';
import { StampTile } from './stamp-tile.tsx';
import { captionOf, scaleWords } from './stamp-words.ts';
import styles from './stamps.module.css';
import { FirstEpoch, useEpoch, useEpochs } from './use-epochs.ts';
import { pageFrames, useFrame } from './use-frame.ts';
import { neighboursOf, usePrefetched } from './use-neighbours.ts';
import { useSign } from './use-sign.ts';

const StampViewer = lazyPart(
  async () => (await import('./viewer/stamp-viewer.tsx')).StampViewer,
  (props, retry) => (
    <>
      <Tiles {...props} />
      <PartFailed says="Zoom and cursor of the stamps did not arrive." onRetry={retry} />
    </>
  ),
);

const FrameFailed = lazyPart(
  async () => (await import('./frame-failed.tsx')).FrameFailed,
  ({ onRetry }, retry) => {
    const again = () => {
      onRetry();
      retry();
    };
    return (
      <div className={styles.failed}>
        <PartFailed says="The stamps did not arrive." onRetry={again} />
      </div>
    );
  },
);

export type StampsState = 'loading' | 'ready' | 'failed';

export interface StampsLiveProps {
  readonly alertId: string;
  /** Zoom, cursor, blink and what else answers to hands. */
  readonly living: boolean;
  readonly onState: (state: StampsState) => void;
}

/** The stamps of the selected alert, from the moment script is there. */
export function StampsLive({ alertId, living, onState }: StampsLiveProps) {
  const { facts } = useObjectPage();
  const { frame, error, retry } = useFrame(frameUrl(facts.survey, facts.objectId, alertId));
  usePrefetchedNeighbours(alertId);
  const state: StampsState = frame ? 'ready' : error ? 'failed' : 'loading';
  useEffect(() => {
    onState(state);
    if (state === 'ready') performance.mark('stamps-shown');
  }, [state, onState]);
  if (!frame) {
    return (
      <Suspense fallback={<WaitingStamps />}>
        {error ? <FrameFailed error={error} onRetry={retry} /> : <WaitingStamps />}
      </Suspense>
    );
  }
  const tiles = <Tiles frame={frame} alertId={alertId} />;
  if (!living) return tiles;
  return (
    <Suspense fallback={tiles}>
      <StampViewer frame={frame} alertId={alertId} />
    </Suspense>
  );
}

/** Once somebody walks over the epochs, those ahead and behind are loaded before they are asked for. */
function usePrefetchedNeighbours(alertId: string): void {
  const { survey, objectId } = useObjectPage().facts;
  const opened = useContext(FirstEpoch)?.alertId;
  const walks = useRef(false);
  if (alertId !== opened) walks.current = true;
  const epochs = useEpochs(walks.current);
  const ids = epochs?.map((epoch) => epoch.alertId) ?? [];
  // The selected one too: it must not be cancelled between two steps of a walk.
  const near = walks.current ? [alertId, ...neighboursOf(ids, alertId, 2)] : [];
  usePrefetched(
    near.map((id) => frameUrl(survey, objectId, id)),
    pageFrames,
  );
}

function Tiles({ frame, alertId }: { frame: StampFrame; alertId: string }) {
  const { facts } = useObjectPage();
  const { stretch, map, cuts } = useView();
  const epoch = useEpoch(alertId);
  const sign = useSign(alertId);
  const looks = { stretch, map, percent: cuts && { low: cuts.from, high: cuts.to }, sign: sign.sign };
  return (
    <>
      {stampKinds.map((kind) => (
        <StampFigure key={kind} kind={kind} size={captionOf(kind, frame, epoch, sign)}>
          <StampTile
            kind={kind}
            plane={frame[kind]}
            looks={looks}
            alert={epoch ?? {}}
            scaleArcsec={facts.stamps.scaleArcsec}
            label={`${kind} stamp of alert ${alertId}`}
          />
        </StampFigure>
      ))}
      <p className={styles.readout}>{scaleWords(frame, facts.stamps)}</p>
    </>
  );
}
