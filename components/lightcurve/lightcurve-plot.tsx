'use client';
import type { PlotlyElement } from 'plotly.js/lib/core';
import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { themeEvent } from '#components/ui/theme-event.ts';
import type { Band } from '#domain/surveys/survey.ts';
import type { LightcurveFigure } from './lightcurve-figure.ts';
import styles from './lightcurve-plot.module.css';
import { loadPlotly, type Plotly } from './load-plotly.ts';
import { boxNow, drawCanvas, drawPlotly, type Zoom, zoomOf } from './plot-surface.ts';
import { createPointGrid, type FoundPoint, type PointGrid } from './point-grid.ts';

export interface LightcurvePlotProps {
  readonly figure: LightcurveFigure;
  readonly bands: readonly Band[];
  readonly onReady: () => void;
  readonly onFailed: (message: string) => void;
  /** `keep`: beside the epoch that is selected, not instead of it. */
  readonly onSelect: (row: number, keep: boolean) => void;
  readonly onHover: (point: FoundPoint | null) => void;
  /** While the axes are dragged; null when they are let go. */
  readonly onMove: (zoom: Zoom | null) => void;
  /** Null: all there is. */
  readonly onZoom: (zoom: Zoom | null) => void;
}

/** How near to a mark a pointer must be, px. */
const reachPx = 14;
/** A press that moved less than this is a click, px. */
const stillPx = 4;

/** Starts Plotly and keeps it in step with size and theme. */
function usePlotly(props: LightcurvePlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const grid = useRef<PointGrid | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const plotly = useRef<Plotly | null>(null);
  const draw = useMemo(
    () => async (element: HTMLElement) => {
      const { figure } = latest.current;
      if (!plotly.current) return undefined;
      grid.current = null;
      if (canvas.current) drawCanvas(canvas.current, figure, figure);
      return await drawPlotly(plotly.current, element, figure);
    },
    [],
  );
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let over = false;
    const start = async () => {
      const loaded = await loadPlotly(latest.current.bands);
      if (over) return;
      plotly.current = loaded;
      const plot = await draw(element);
      if (over || !plot) return;
      listen(plot, latest, canvas);
      latest.current.onReady();
    };
    start().catch((error: unknown) => latest.current.onFailed(error instanceof Error ? error.message : String(error)));
    const again = () => void draw(element);
    const observer = new ResizeObserver(again);
    observer.observe(element);
    addEventListener(themeEvent, again);
    return () => {
      over = true;
      observer.disconnect();
      removeEventListener(themeEvent, again);
      plotly.current?.purge(element);
      plotly.current = null;
    };
  }, [draw]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the figure is what is drawn
  useEffect(() => {
    if (host.current) void draw(host.current);
  }, [props.figure, draw]);
  return { host, canvas, grid };
}

type Current<Value> = { readonly current: Value };

function listen(plot: PlotlyElement, props: Current<LightcurvePlotProps>, canvas: Current<HTMLCanvasElement | null>) {
  plot.on('plotly_relayouting', () => {
    const zoom = zoomOf(plot);
    if (canvas.current) drawCanvas(canvas.current, props.current.figure, zoom);
    props.current.onMove(zoom);
  });
  plot.on('plotly_relayout', (change) => {
    if (!Object.keys(change).some((key) => key.includes('range'))) return;
    props.current.onMove(null);
    props.current.onZoom(zoomOf(plot));
  });
  plot.on('plotly_doubleclick', () => props.current.onZoom(null));
}

/** The only component that touches Plotly: marks, hover, click and zoom over the frame that the SVG drew. */
export function LightcurvePlot(props: LightcurvePlotProps) {
  const { host, canvas, grid } = usePlotly(props);
  const pointAt = (event: PointerEvent): FoundPoint | null => {
    const element = host.current;
    if (!element) return null;
    const { figure } = props;
    grid.current ??= createPointGrid(figure.series, figure, boxNow(element));
    const { left, top } = element.getBoundingClientRect();
    return grid.current.nearest(event.clientX - left, event.clientY - top, reachPx);
  };
  return (
    <div
      className={styles.plot}
      onPointerMove={(event) => {
        if (event.buttons === 0) props.onHover(pointAt(event));
      }}
      onPointerLeave={() => props.onHover(null)}
      onPointerDown={(event) => {
        const keep = event.shiftKey || event.metaKey || event.ctrlKey;
        const found = event.button === 0 ? pointAt(event) : null;
        if (!found) return;
        // Plotly covers the page while a button is down: the release is heard at the window.
        const release = (up: globalThis.PointerEvent) => {
          const moved = Math.hypot(up.clientX - event.clientX, up.clientY - event.clientY);
          if (up.type === 'pointerup' && moved < stillPx) props.onSelect(found.row, keep);
          removeEventListener('pointerup', release);
          removeEventListener('pointercancel', release);
        };
        addEventListener('pointerup', release);
        addEventListener('pointercancel', release);
      }}
    >
      <canvas ref={canvas} className={styles.canvas} />
      <div ref={host} className={styles.host} data-plotly="" />
    </div>
  );
}
