'use client';
import { useEffect, useRef } from 'react';
import { themeEvent } from '#components/ui/theme-event.ts';
import { type ColourMapName, colourTable, type Rgb, rgbaFromLevels } from '#domain/stamps/colour-map.ts';
import type { StampPlane } from '#domain/stamps/frame.ts';
import type { StampKind } from '#domain/stamps/locator.ts';
import { cutsOf, levelsOf, type StretchName, symmetricCuts } from '#domain/stamps/stretch.ts';
import styles from './stamps.module.css';

export interface StampCanvasProps {
  readonly plane: StampPlane;
  readonly kind: StampKind;
  readonly stretch: StretchName;
  readonly map: ColourMapName;
  readonly label: string;
}

function voidColour(element: Element): Rgb {
  const hex = getComputedStyle(element).getPropertyValue('--stamp-void').trim();
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) || 0;
  return [part(1), part(3), part(5)];
}

/** The diverging map speaks about differences only; in red light, which keeps one channel, colours say nothing. */
function mapFor(kind: StampKind, map: ColourMapName): ColourMapName {
  const coloured = map === 'coolwarm' || map === 'viridis';
  if (coloured && document.documentElement.dataset.theme === 'red') return 'grey';
  return map === 'coolwarm' && kind !== 'Difference' ? 'grey' : map;
}

function paint(canvas: HTMLCanvasElement, { plane, kind, stretch, map }: StampCanvasProps): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const difference = kind === 'Difference';
  const cuts = difference ? symmetricCuts(plane.pixels) : cutsOf(plane.pixels, stretch);
  const levels = levelsOf(plane.pixels, cuts, difference ? 'linear' : stretch);
  const rgba = rgbaFromLevels(levels, plane.width, colourTable(mapFor(kind, map)), voidColour(canvas));
  context.putImageData(new ImageData(rgba, plane.width, plane.height), 0, 0);
}

/** One pixel of the detector is one pixel of the canvas; the browser enlarges without smoothing. */
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
  return (
    <canvas
      ref={ref}
      className={styles.canvas}
      width={plane.width}
      height={plane.height}
      role="img"
      aria-label={label}
    />
  );
}
