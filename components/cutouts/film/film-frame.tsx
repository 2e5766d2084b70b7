'use client';
import { useEffect, useRef, useState } from 'react';
import { markPath } from '#components/lightcurve/marker-paths.ts';
import { useObjectPage } from '#components/object/object-context.tsx';
import type { ColourMapName } from '#domain/stamps/colour-map.ts';
import type { StampPlane } from '#domain/stamps/frame.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import type { Cuts, StretchName } from '#domain/stamps/stretch.ts';
import type { Epoch } from '../epoch.ts';
import { frameUrl } from '../frame-url.ts';
import { minuteFromMjd } from '../stamp-words.ts';
import { pageFrames, useFrame } from '../use-frame.ts';
import styles from './film.module.css';
import { frameWidth } from './film-layout.ts';
import { useQueuedPainting } from './use-queued-painting.ts';

/** A film that rushes by asks for nothing: a frame must stay so long. */
const restMs = 120;
export interface FilmFrameProps {
  readonly epoch: Epoch;
  readonly kind: StampKind;
  /** Pixels from the left end of the film. */
  readonly left: number;
  /** Somebody looks at the film: load the stamp. A stamp that is there is shown anyway. */
  readonly asked: boolean;
  readonly selected: boolean;
  readonly looks: { readonly stretch: StretchName; readonly map: ColourMapName; readonly sign: 1 | -1 };
  readonly cuts: Cuts | undefined;
  readonly onPlane: (plane: StampPlane) => void;
  readonly onSelect: () => void;
}

function useRested(asked: boolean): boolean {
  const [rested, setRested] = useState(false);
  useEffect(() => {
    if (!asked) return;
    const timer = setTimeout(() => setRested(true), restMs);
    return () => clearTimeout(timer);
  }, [asked]);
  return rested;
}

/** One epoch: its stamp small, the marker and colour of its band. */
export function FilmFrame(props: FilmFrameProps) {
  const { epoch, kind, left, asked, selected, looks, cuts, onPlane, onSelect } = props;
  const { facts } = useObjectPage();
  const url = frameUrl(facts.survey, facts.objectId, epoch.alertId);
  const rested = useRested(asked);
  const isThere = pageFrames().get(url).frame !== undefined;
  const { frame, error } = useFrame(rested || isThere ? url : null);
  const plane = frame?.[kind] ?? null;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (plane) onPlane(plane);
  }, [plane, onPlane]);
  useQueuedPainting(canvas, plane && { kind, plane, ...looks, cuts });
  const band = facts.bands.find(({ name }) => name === epoch.band);
  const side = Math.round(frameWidth * Math.min(2, typeof devicePixelRatio === 'number' ? devicePixelRatio : 1));
  const name = `${minuteFromMjd(epoch.mjd)} ${facts.timeScale}, ${epoch.band}${error ? ', no stamp' : ''}`;
  return (
    <button
      type="button"
      className={styles.frame}
      style={{ left }}
      data-film-frame={epoch.alertId}
      data-band={epoch.band}
      aria-pressed={selected}
      aria-label={name}
      title={name}
      tabIndex={selected ? 0 : -1}
      onClick={onSelect}
    >
      <span className={styles.tile}>
        <canvas ref={canvas} width={side} height={side} />
      </span>
      {band ? (
        <svg className={styles.marker} viewBox="-7 -7 14 14" aria-hidden="true">
          <path d={markPath(epoch.negative ? 'negative' : 'detection', epoch.band, band.marker)} />
        </svg>
      ) : null}
    </button>
  );
}
