import type { PlotlyElement } from 'plotly.js/lib/core';
import type { Range } from './figure-scale.ts';
import type { LightcurveFigure } from './lightcurve-figure.ts';
import { boxOf, type Margins, type PlotBox, phoneBelowPx, phoneMargins, wideMargins } from './lightcurve-geometry.ts';
import type { Plotly } from './load-plotly.ts';
import { createSprites, paintMarks } from './paint-marks.ts';
import { layoutOf, marksIn, type PlotColours, plotConfig, plotlyMarksUpTo, tracesOf } from './plotly-figure.ts';

export interface Zoom {
  readonly x: Range;
  readonly y: Range;
}

const marginsNow = (): Margins => (innerWidth < phoneBelowPx ? phoneMargins : wideMargins);

/** Colours of the theme, read from the tokens. */
export function readColours(element: HTMLElement): PlotColours {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    ground: token('--plot-bg'),
    selection: token('--plot-sel'),
    band: (band) => token(band === 'r' ? '--band-r-mark' : `--band-${band}`),
  };
}

/** The frame inside of an element as wide as the panel. */
export const boxNow = (element: HTMLElement): PlotBox => boxOf(marginsNow(), element.clientWidth);

/** Axes, and marks while they are few, by Plotly. */
export function drawPlotly(plotly: Plotly, element: HTMLElement, figure: LightcurveFigure): Promise<PlotlyElement> {
  const colours = readColours(element);
  const zoomable = matchMedia('(pointer: fine)').matches;
  const width = element.clientWidth;
  const layout = layoutOf(figure, { margins: marginsNow(), width, zoomable, selection: colours.selection });
  return plotly.react(element, tracesOf(figure, colours), layout, plotConfig);
}

/** Marks on the canvas while they are many; an empty canvas while Plotly has them. */
export function drawCanvas(canvas: HTMLCanvasElement, figure: LightcurveFigure, zoom: Zoom): void {
  const isUsed = marksIn(figure) > plotlyMarksUpTo;
  const context = canvas.getContext('2d');
  if (!context) return;
  const pixelRatio = isUsed ? devicePixelRatio : 1;
  const [width, height] = isUsed ? [canvas.clientWidth, canvas.clientHeight] : [1, 1];
  canvas.width = Math.round(width * pixelRatio);
  canvas.height = Math.round(height * pixelRatio);
  canvas.dataset.marks = '0';
  if (!isUsed) return;
  const colours = readColours(canvas);
  const sprite = createSprites(colours, pixelRatio);
  const count = paintMarks(context, { figure, ...zoom, box: boxNow(canvas), colours, pixelRatio, sprite });
  canvas.dataset.marks = String(count);
}

/** The ranges that a drag left on the axes. */
export function zoomOf(element: PlotlyElement): Zoom {
  const [x0, x1] = element.layout.xaxis.range;
  const [y0, y1] = element.layout.yaxis.range;
  return { x: { from: x0, to: x1 }, y: { from: y0, to: y1 } };
}
