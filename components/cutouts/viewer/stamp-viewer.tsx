'use client';
import { useMemo, useState } from 'react';
import { useObjectPage, useView } from '#components/object/object-context.tsx';
import { colourTable } from '#domain/stamps/colour-map.ts';
import type { StampFrame, StampPlane } from '#domain/stamps/frame.ts';
import { type StampKind, stampKinds } from '#domain/stamps/locator.ts';
import { dragged, wholeStamp, zoomedAt } from '#domain/stamps/zoom.ts';
import { placeOfPixel, type SkyPlace } from '../alert-pixel.ts';
import { mapFor, voidColour } from '../stamp-colours.ts';
import { StampFigure } from '../stamp-figure.tsx';
import { StampOverlay, type StampOverlayProps } from '../stamp-overlay.tsx';
import { EmptyTile } from '../stamp-tile.tsx';
import { captionOf, scaleWords } from '../stamp-words.ts';
import styles from '../stamps.module.css';
import { useEpoch } from '../use-epochs.ts';
import { useSign } from '../use-sign.ts';
import { Comparator } from './comparator.tsx';
import type { KeyTaker, Place } from './gestures.ts';
import { type LayerRules, placedLayer } from './layers.ts';
import { LiveTile, type LiveTileProps } from './live-tile.tsx';
import { northUp, onOwnGrid } from './north-up.ts';
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

/** Zoom and cursor of all tiles, and what moves them. */
function useHands(reference: StampPlane, alert: SkyPlace) {
  const { facts } = useObjectPage();
  const [zoom, changeZoom] = useZoom();
  const [cursor, setCursor] = useState<Place | null>(null);
  const taker: KeyTaker = {
    isZoomed: () => zoom.scale > 1,
    zoomAt: (place, factor) => changeZoom((before) => zoomedAt(before, place, factor)),
    drag: (dx, dy) => changeZoom((before) => dragged(before, dx, dy)),
    reset: () => changeZoom(() => wholeStamp),
    hover: setCursor,
    move: (dx, dy) => setCursor((from) => moved(reference, from, [dx, dy], zoom.scale)),
  };
  const position = cursor
    ? positionAt(reference, cursor, { zoom, alert, scaleArcsec: facts.stamps.scaleArcsec })
    : null;
  const pixel = position && ([Math.floor(position.x + 0.5), Math.floor(position.y + 0.5)] as const);
  return { zoom, cursor, taker, position, marked: pixel && placeOfPixel(reference, pixel, zoom) };
}

/** The three stamps with one zoom, one cursor and one read-out, all on the sky of the first. */
export function StampViewer({ frame, alertId }: StampViewerProps) {
  const reference = frame.Science ?? frame.Difference ?? frame.Template;
  if (!reference) return stampKinds.map((kind) => <EmptyTile key={kind} kind={kind} />);
  return <Viewer frame={frame} alertId={alertId} own={reference} />;
}

function Viewer({ frame, alertId, own }: StampViewerProps & { readonly own: StampPlane }) {
  const { facts } = useObjectPage();
  const { stretch, cuts, compare, northUp: isNorthUp } = useView();
  const reference = useMemo(() => (isNorthUp ? northUp(own) : own), [isNorthUp, own]);
  const epoch = useEpoch(alertId);
  const sign = useSign(alertId);
  const { zoom, cursor, taker, position, marked } = useHands(reference, epoch ?? {});
  const values = useValues({ frame, alertId, cursor, reference, zoom, sign: sign.sign });
  const looks = { stretch, percent: cuts && { low: cuts.from, high: cuts.to }, zoom, reference };
  const first = stampKinds.find((kind) => frame[kind]) ?? 'Science';
  const captionFor = (kind: StampKind) => {
    if (position) return valueWords(values[kind], facts.stamps.unit);
    const words = captionOf(kind, frame, epoch, sign);
    return kind === 'Difference' ? <SignCaption words={words} sign={sign} /> : words;
  };
  return (
    <>
      {stampKinds.map((kind) =>
        kind === 'Science' && compare !== 'off' ? (
          <Comparator key={kind} frame={frame} alertId={alertId} looks={looks} taker={taker} marked={marked} />
        ) : (
          <StampFigure key={kind} kind={kind} size={captionFor(kind)}>
            <Tile
              stamp={{ kind, plane: frame[kind], sign: sign.sign }}
              alertId={alertId}
              looks={looks}
              hands={{ taker, marked, focusable: kind === first }}
              overlay={{ plane: reference, alert: epoch ?? {}, scaleArcsec: facts.stamps.scaleArcsec }}
            />
          </StampFigure>
        ),
      )}
      <p className={styles.readout} data-readout="">
        <span>
          {position
            ? positionWords(onOwnGrid(position, own))
            : `${scaleWords(frame, facts.stamps)}${own.wcs ? '' : ' (no WCS)'}`}
        </span>
        {zoom.scale > 1 ? (
          <button type="button" className={styles.reset} onClick={taker.reset}>
            {zoom.scale.toFixed(1)}×, show all
          </button>
        ) : null}
      </p>
    </>
  );
}

interface TileProps {
  readonly stamp: { readonly kind: StampKind; readonly plane: StampPlane | null; readonly sign: 1 | -1 };
  readonly alertId: string;
  readonly looks: LayerRules;
  readonly hands: Pick<LiveTileProps, 'taker' | 'marked' | 'focusable'>;
  readonly overlay: Pick<StampOverlayProps, 'plane' | 'alert' | 'scaleArcsec'>;
}

function Tile({ stamp: { kind, plane, sign }, alertId, looks, hands, overlay }: TileProps) {
  const { map } = useView();
  if (!plane) return <EmptyTile kind={kind} />;
  return (
    <LiveTile kind={kind} zoomed={looks.zoom.scale > 1} {...hands}>
      <PictureCanvas
        label={`${kind} stamp of alert ${alertId}`}
        picture={(canvas) => ({
          layers: [placedLayer({ kind, plane, sign }, looks).layer],
          table: colourTable(mapFor(kind, map)),
          empty: voidColour(canvas),
        })}
      />
      <StampOverlay {...overlay} zoom={looks.zoom} withScale={hands.focusable} />
    </LiveTile>
  );
}
