'use client';
import { type CSSProperties, useLayoutEffect, useRef } from 'react';
import { themeEvent } from '#components/ui/theme-event.ts';
import type { Picture } from '#domain/stamps/picture.ts';
import styles from '../stamps.module.css';
import { bestPainter, onPainterChange } from './best-painter.ts';

export interface PictureCanvasProps {
  /** Made anew for each painting, so that colours of the theme are those of now. */
  readonly picture: (canvas: HTMLCanvasElement) => Picture | undefined;
  /** Empty for decoration. */
  readonly label: string;
  readonly style?: CSSProperties;
}

/** A canvas of as many pixels as the screen gives it. */
export function PictureCanvas(props: PictureCanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const again = useRef(() => {});
  // Before the browser paints: a tile that is taken over must not blink.
  useLayoutEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    again.current = () => {
      const picture = latest.current.picture(canvas);
      if (picture) bestPainter().paint(canvas, picture);
    };
    const resized = () => {
      const side = Math.round(canvas.clientWidth * Math.min(3, devicePixelRatio));
      if (side === 0 || (canvas.width === side && canvas.height === side)) return;
      canvas.width = side;
      canvas.height = side;
      again.current();
    };
    resized();
    const resize = new ResizeObserver(resized);
    resize.observe(canvas);
    const repaint = () => again.current();
    addEventListener(themeEvent, repaint);
    const leave = onPainterChange(repaint);
    return () => {
      resize.disconnect();
      removeEventListener(themeEvent, repaint);
      leave();
    };
  }, []);
  useLayoutEffect(() => again.current());
  const named =
    props.label === '' ? ({ 'aria-hidden': true } as const) : ({ role: 'img', 'aria-label': props.label } as const);
  return <canvas ref={ref} className={styles.canvas} style={props.style} {...named} />;
}
