'use client';
import { useEffect } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { HttpFailure, wordsOfFailure } from '#components/trpc/query-rules.ts';
import { controlStyles } from '#components/ui/control.tsx';
import { Icon } from '#components/ui/icons.tsx';
import { Message } from '#components/ui/message.tsx';
import type { StampFrame } from '#domain/stamps/frame.ts';
import { stampKinds } from '#domain/stamps/locator.ts';
import { frameUrl } from './frame-url.ts';
import { StampFigure, WaitingStamps } from './stamp-figure.tsx';
import { StampTile } from './stamp-tile.tsx';
import styles from './stamps.module.css';
import { useFrame } from './use-frame.ts';

export type StampsState = 'loading' | 'ready' | 'failed';

export interface StampsLiveProps {
  readonly alertId: string;
  readonly onState: (state: StampsState) => void;
}

/** The stamps of the selected alert, from the moment script is there. */
export function StampsLive({ alertId, onState }: StampsLiveProps) {
  const { facts } = useObjectPage();
  const { frame, error, retry } = useFrame(frameUrl(facts.survey, facts.objectId, alertId));
  const state: StampsState = frame ? 'ready' : error ? 'failed' : 'loading';
  useEffect(() => {
    onState(state);
    if (state === 'ready') performance.mark('stamps-shown');
  }, [state, onState]);
  if (frame) return <Tiles frame={frame} alertId={alertId} />;
  return error ? <FrameFailed error={error} onRetry={retry} /> : <WaitingStamps />;
}

function Tiles({ frame, alertId }: { frame: StampFrame; alertId: string }) {
  const { facts } = useObjectPage();
  const { stretch, map } = useView();
  return stampKinds.map((kind) => {
    const plane = frame[kind];
    return (
      <StampFigure key={kind} kind={kind} size={plane ? `${plane.width} × ${plane.height} px` : ''}>
        <StampTile
          kind={kind}
          plane={plane}
          stretch={stretch}
          map={map}
          scaleArcsec={facts.stampScaleArcsec}
          label={`${kind} stamp of alert ${alertId}`}
        />
      </StampFigure>
    );
  });
}

function FrameFailed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const missing = error instanceof HttpFailure && error.status === 404;
  return (
    <div className={styles.failed}>
      <Message
        title={missing ? 'No stamps for this alert' : 'The stamps did not arrive'}
        actions={
          <button type="button" className={controlStyles.outlined} onClick={onRetry}>
            <Icon name="retry" />
            Try again
          </button>
        }
        detail={`Stamps, ${wordsOfFailure(error)}`}
      >
        <p>
          {missing
            ? 'The archive of stamps has no file with this alert. Its photometry is not affected.'
            : 'The service of the stamps did not answer as it should. The light curve and the facts are not affected.'}
        </p>
      </Message>
    </div>
  );
}
