'use client';
import type { PlotlyElement, PlotlyEvent } from 'plotly.js/lib/core';
import { useEffect, useRef } from 'react';
import { themeEvent } from '#components/ui/theme-event.ts';
import type { Band } from '#domain/surveys/survey.ts';
import { type Range, shareOf } from './figure-scale.ts';
import type { LightcurveFigure } from './lightcurve-figure.ts';
import { type Margins, phoneBelowPx, phoneMargins, wideMargins } from './lightcurve-geometry.ts';
import styles from './lightcurve-plot.module.css';
import { loadPlotly } from './load-plotly.ts';
import { layoutOf, type PlotColours, plotConfig, tracesOf } from './plotly-figure.ts';

export interface Zoom {
  readonly x: Range;
  readonly y: Range;
}

/** Row of the light curve under the pointer, and where it is in the panel, px. */
export interface HoveredPoint {
  readonly row: number;
  readonly left: number;
  readonly top: number;
}

export interface LightcurvePlotProps {
  readonly figure: LightcurveFigure;
  readonly bands: readonly Band[];
  readonly onReady: () => void;
  readonly onFailed: (message: string) => void;
  readonly onSelect: (row: number) => void;
  readonly onHover: (point: HoveredPoint | null) => void;
  /** Null: the figure's own ranges again. */
  readonly onZoom: (zoom: Zoom | null) => void;
}

type Plotly = Awaited<ReturnType<typeof loadPlotly>>;

function readColours(element: HTMLElement): PlotColours {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    ground: token('--plot-bg'),
    selection: token('--plot-sel'),
    band: (band) => token(band === 'r' ? '--band-r-mark' : `--band-${band}`),
  };
}

const marginsNow = (): Margins => (innerWidth < phoneBelowPx ? phoneMargins : wideMargins);

function draw(plotly: Plotly, element: HTMLElement, figure: LightcurveFigure): Promise<PlotlyElement> {
  const colours = readColours(element);
  const zoomable = matchMedia('(pointer: fine)').matches;
  const width = element.clientWidth;
  const layout = layoutOf(figure, { margins: marginsNow(), width, zoomable, selection: colours.selection });
  return plotly.react(element, tracesOf(figure, colours), layout, plotConfig);
}

function rowOf(event: PlotlyEvent): number | undefined {
  const row = event.points?.[0]?.customdata;
  return typeof row === 'number' ? row : undefined;
}

function hoveredPoint(element: PlotlyElement, event: PlotlyEvent): HoveredPoint | null {
  const point = event.points?.[0];
  const row = rowOf(event);
  if (!point || row === undefined) return null;
  const margins = marginsNow();
  const [x0, x1] = element.layout.xaxis.range;
  const [y0, y1] = element.layout.yaxis.range;
  const width = element.clientWidth - margins.left - margins.right;
  const height = margins.height - margins.top - margins.bottom;
  return {
    row,
    left: margins.left + width * shareOf({ from: x0, to: x1 }, point.x),
    top: margins.top + height * (1 - shareOf({ from: y0, to: y1 }, point.y)),
  };
}

function zoomOf(element: PlotlyElement, figure: LightcurveFigure): Zoom | null {
  const [x0, x1] = element.layout.xaxis.range;
  const [y0, y1] = element.layout.yaxis.range;
  const same = x0 === figure.x.from && x1 === figure.x.to && y0 === figure.y.from && y1 === figure.y.to;
  return same ? null : { x: { from: x0, to: x1 }, y: { from: y0, to: y1 } };
}

/** The only component that touches Plotly: marks, hover, click and zoom over the frame that the SVG drew. */
export function LightcurvePlot(props: LightcurvePlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const plotly = useRef<Plotly | null>(null);

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let over = false;
    const start = async () => {
      const loaded = await loadPlotly(latest.current.bands);
      if (over) return;
      plotly.current = loaded;
      const plot = await draw(loaded, element, latest.current.figure);
      if (over) return;
      plot.on('plotly_click', (event) => {
        const row = rowOf(event);
        if (row !== undefined) latest.current.onSelect(row);
      });
      plot.on('plotly_hover', (event) => latest.current.onHover(hoveredPoint(plot, event)));
      plot.on('plotly_unhover', () => latest.current.onHover(null));
      plot.on('plotly_relayout', () => latest.current.onZoom(zoomOf(plot, latest.current.figure)));
      latest.current.onReady();
    };
    start().catch((error: unknown) => latest.current.onFailed(error instanceof Error ? error.message : String(error)));
    const again = () => {
      if (plotly.current) void draw(plotly.current, element, latest.current.figure);
    };
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
  }, []);

  useEffect(() => {
    if (plotly.current && host.current) void draw(plotly.current, host.current, props.figure);
  }, [props.figure]);

  return <div ref={host} className={styles.plot} data-plotly="" />;
}
