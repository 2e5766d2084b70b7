'use client';
import { type RefObject, useLayoutEffect } from 'react';
import { themeEvent } from '#components/ui/theme-event.ts';
import { type ColourMapName, colourTable } from '#domain/stamps/colour-map.ts';
import type { StampPlane } from '#domain/stamps/frame.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import type { Cuts, StretchName } from '#domain/stamps/stretch.ts';
import { wholeStamp } from '#domain/stamps/zoom.ts';
import { mapFor, voidColour } from '../stamp-colours.ts';
import { bestPainter, onPainterChange } from '../viewer/best-painter.ts';
import { placedLayer } from '../viewer/layers.ts';
import { createPaintQueue } from './paint-queue.ts';

/** Frames that are painted, and uploaded to the card, between two pictures of the screen. */
const queue = createPaintQueue({ perFrame: 4, nextFrame: (run) => requestAnimationFrame(run) });

export interface FilmPicture {
  readonly kind: StampKind;
  readonly plane: StampPlane;
  readonly stretch: StretchName;
  readonly map: ColourMapName;
  readonly sign: 1 | -1;
  readonly cuts: Cuts | undefined;
}

function paint(target: HTMLCanvasElement, { kind, plane, map, sign, stretch, cuts }: FilmPicture): void {
  const { layer } = placedLayer({ kind, plane, sign }, { stretch, percent: null, zoom: wholeStamp, cuts });
  const table = colourTable(mapFor(kind, map));
  bestPainter().paint(target, { layers: [layer], table, empty: voidColour(target) });
  target.dataset.painted = '';
}

/** Paints a frame of the film when its turn comes, and again when looks, theme or painter change. */
export function useQueuedPainting(canvas: RefObject<HTMLCanvasElement | null>, picture: FilmPicture | null): void {
  const { plane, kind, stretch, map, sign, cuts } = picture ?? {};
  // biome-ignore lint/correctness/useExhaustiveDependencies: the picture is told by its parts
  useLayoutEffect(() => {
    const target = canvas.current;
    if (!target || !picture) return;
    let takeBack = queue.add(() => paint(target, picture));
    const again = () => {
      takeBack();
      takeBack = queue.add(() => paint(target, picture));
    };
    addEventListener(themeEvent, again);
    const leave = onPainterChange(again);
    return () => {
      takeBack();
      removeEventListener(themeEvent, again);
      leave();
    };
  }, [plane, kind, stretch, map, sign, cuts]);
}
