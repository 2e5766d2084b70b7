'use client';
import { useEffect, useRef } from 'react';
import { themeEvent } from '#components/ui/theme-event.ts';
import { type ColourMapName, colourTable, rgbaFromLevels } from '#domain/stamps/colour-map.ts';
import type { StampPlane } from '#domain/stamps/frame.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import { cutsFor, levelsOf, type PercentCuts, type StretchName } from '#domain/stamps/stretch.ts';
import { mapFor, voidColour } from './stamp-colours.ts';
import styles from './stamps.module.css';

export interface StampLooks {
  readonly stretch: StretchName;
  readonly map: ColourMapName;
  readonly percent: PercentCuts | null;
  /** −1 turns a difference stamp that was subtracted the other way round. */
  readonly sign: 1 | -1;
}

export interface StampCanvasProps {
  readonly plane: StampPlane;
  readonly kind: StampKind;
  readonly looks: StampLooks;
  /** Empty for a picture whose frame is named already. */
  readonly label: string;
}

function paint(canvas: HTMLCanvasElement, { plane, kind, looks }: StampCanvasProps): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const symmetric = kind === 'Difference';
  const cuts = cutsFor(plane.pixels, { symmetric, stretch: looks.stretch, percent: looks.percent });
  const pixels = symmetric && looks.sign === -1 ? plane.pixels.map((value) => -value) : plane.pixels;
  const levels = levelsOf(pixels, cuts, symmetric ? 'linear' : looks.stretch);
  const rgba = rgbaFromLevels(levels, plane.width, colourTable(mapFor(kind, looks.map)), voidColour(canvas));
  context.putImageData(new ImageData(rgba, plane.width, plane.height), 0, 0);
}

/** One pixel of the detector is one pixel of the canvas; the browser enlarges without smoothing, and keeps its shape. */
export function StampCanvas(props: StampCanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    const again = () => paint(canvas, props);
    again();
    addEventListener(themeEvent, again);
    return () => removeEventListener(themeEvent, again);
  });
  const { plane, label } = props;
  const named = label === '' ? ({ 'aria-hidden': true } as const) : ({ role: 'img', 'aria-label': label } as const);
  return <canvas ref={ref} className={styles.canvas} width={plane.width} height={plane.height} {...named} />;
}
