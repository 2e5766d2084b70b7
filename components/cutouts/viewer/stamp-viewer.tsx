'use client';
import { useState } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { colourTable } from '#domain/stamps/colour-map.ts';
import type { StampFrame, StampPlane } from '#domain/stamps/frame.ts';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import { dragged, wholeStamp, zoomedAt } from '#domain/stamps/zoom.ts';
import { placeOfPixel } from '../alert-pixel.ts';
import { mapFor, voidColour } from '../stamp-colours.ts';
import { StampFigure } from '../stamp-figure.tsx';
import { StampOverlay } from '../stamp-overlay.tsx';
import { EmptyTile } from '../stamp-tile.tsx';
import { captionOf, scaleWords } from '../stamp-words.ts';
import styles from '../stamps.module.css';
import { useEpoch } from '../use-epochs.ts';
import { useSign } from '../use-sign.ts';
import { Comparator } from './comparator.tsx';
import type { KeyTaker, Place } from './gestures.ts';
import { placedLayer } from './layers.ts';
import { LiveTile } from './live-tile.tsx';
import { PictureCanvas } from './picture-canvas.tsx';
import { positionAt } from './readout.ts';
import { positionWords, valueWords } from './readout-words.ts';
import { SignCaption } from './sign-caption.tsx';
import { useValues } from './use-values.ts';
import { useZoom } from './use-zoom.ts';

export interface StampViewerProps {
  readonly frame: StampFrame;
  readonly alertId: string;
}

/** The cursor's step in the tile for one pixel of the stamp, and where it begins. */
function moved(plane: StampPlane, from: Place | null, by: readonly [number, number], scale: number): Place {
  const step = scale / Math.max(plane.width, plane.height);
  const [x, y] = from ?? [0.5, 0.5];
  const inside = (at: number): number => Math.min(1 - step / 2, Math.max(step / 2, at));
  return from === null ? [x, y] : [inside(x + by[0] * step), inside(y + by[1] * step)];
}

/** The three stamps with one zoom, one cursor and one read-out, all on the sky of the first. */
export function StampViewer({ frame, alertId }: StampViewerProps) {
  const { facts } = useObjectPage();
  const view = useView();
  const epoch = useEpoch(alertId);
  const sign = useSign(alertId);
  const [zoom, changeZoom] = useZoom();
  const [cursor, setCursor] = useState<Place | null>(null);
  const reference = frame.Science ?? frame.Difference ?? frame.Template;
  const values = useValues({ frame, alertId, cursor, reference, zoom, sign: sign.sign });
  const percent = view.cuts && { low: view.cuts.from, high: view.cuts.to };
  const { stretch, map } = view;
  if (!reference) return stampKinds.map((kind) => <EmptyTile key={kind} kind={kind} />);

  const taker: KeyTaker = {
    isZoomed: () => zoom.scale > 1,
    zoomAt: (place, factor) => changeZoom((before) => zoomedAt(before, place, factor)),
    drag: (dx, dy) => changeZoom((before) => dragged(before, dx, dy)),
    reset: () => changeZoom(() => wholeStamp),
    hover: setCursor,
    move: (dx, dy) => setCursor((from) => moved(reference, from, [dx, dy], zoom.scale)),
  };
  const alert = epoch ?? {};
  const rules = { zoom, alert, scaleArcsec: facts.stamps.scaleArcsec };
  const position = cursor ? positionAt(reference, cursor, rules) : null;
  const marked = position
    ? placeOfPixel(reference, [Math.floor(position.x + 0.5), Math.floor(position.y + 0.5)], zoom)
    : null;
  const looks = { stretch, percent, zoom, reference };
  const tileOf = (kind: StampKind) => {
    const plane = frame[kind];
    const isFirst = kind === 'Science';
    if (isFirst && view.compare !== 'off')
      return <Comparator key={kind} frame={frame} alertId={alertId} looks={looks} taker={taker} marked={marked} />;
    const words = captionOf(kind, frame, epoch, sign);
    const still = kind === 'Difference' ? <SignCaption words={words} sign={sign} /> : words;
    const caption = position ? valueWords(values[kind], facts.stamps.unit) : still;
    return (
      <StampFigure key={kind} kind={kind} size={caption}>
        {plane ? (
          <LiveTile kind={kind} taker={taker} zoomed={zoom.scale > 1} marked={marked} focusable={isFirst}>
            <PictureCanvas
              label={`${kind} stamp of alert ${alertId}`}
              picture={(canvas) => ({
                layers: [placedLayer({ kind, plane, sign: sign.sign }, looks).layer],
                table: colourTable(mapFor(kind, map)),
                empty: voidColour(canvas),
              })}
            />
            <StampOverlay
              plane={reference}
              alert={alert}
              scaleArcsec={facts.stamps.scaleArcsec}
              zoom={zoom}
              withScale={isFirst}
            />
          </LiveTile>
        ) : (
          <EmptyTile kind={kind} />
        )}
      </StampFigure>
    );
  };
  return (
    <>
      {stampKinds.map(tileOf)}
      <p className={styles.readout} data-readout="">
        <span>{position ? positionWords(position) : scaleWords(frame, facts.stamps)}</span>
        {zoom.scale > 1 ? (
          <button type="button" className={styles.reset} onClick={taker.reset}>
            {zoom.scale.toFixed(1)}×, show all
          </button>
        ) : null}
      </p>
    </>
  );
}
