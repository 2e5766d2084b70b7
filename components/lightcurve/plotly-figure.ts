import type { LightcurveFigure, Series } from './lightcurve-figure.ts';
import type { Margins } from './lightcurve-geometry.ts';
import { symbolName } from './load-plotly.ts';
import { isUnderErrors, markStyles } from './marker-paths.ts';

/** Colours of the theme, read from the tokens. */
export interface PlotColours {
  readonly ground: string;
  readonly band: (band: string) => string;
  readonly selection: string;
}

const none = 'rgba(0,0,0,0)';

function marksTrace(series: Series, colours: PlotColours): object {
  const style = markStyles[series.kind];
  const band = colours.band(series.band);
  const paint = { band, ground: colours.ground, none };
  return {
    type: 'scatter',
    mode: 'markers',
    x: series.x,
    y: series.y,
    hoverinfo: 'none',
    cliponaxis: true,
    marker: {
      symbol: symbolName(series.kind, series.band),
      size: 9,
      opacity: 1,
      color: paint[style.fill],
      line: { color: paint[style.stroke], width: style.strokeWidth },
    },
  };
}

function errorsTrace(series: Series, colours: PlotColours): object {
  return {
    type: 'scatter',
    mode: 'none',
    x: series.x,
    y: series.y,
    hoverinfo: 'skip',
    error_y: { type: 'data', array: series.error, thickness: 1.25, width: 0, color: colours.band(series.band) },
  };
}

/** Above this many marks Plotly has the axes only, and a canvas under it the marks. */
export const plotlyMarksUpTo = 100;

export function marksIn(figure: LightcurveFigure): number {
  return figure.series.reduce((sum, series) => sum + series.x.length, 0);
}

/** Somewhere to hang axes on: without a trace Plotly draws no dragging layer. */
const noMarks = { type: 'scatter', mode: 'markers', x: [null], y: [null], hoverinfo: 'skip' } as const;

/** The figure's marks as Plotly traces, in the order in which the SVG draws them; none where the canvas has them. */
export function tracesOf(figure: LightcurveFigure, colours: PlotColours): object[] {
  if (marksIn(figure) > plotlyMarksUpTo) return [noMarks];
  const marks = (wanted: boolean) =>
    figure.series.filter((series) => isUnderErrors(series) === wanted).map((series) => marksTrace(series, colours));
  const errors = figure.series
    .filter(({ error }) => error.some((value) => value > 0))
    .map((series) => errorsTrace(series, colours));
  const traces = [...marks(true), ...errors, ...marks(false)];
  return traces.length > 0 ? traces : [noMarks];
}

export interface LayoutOptions {
  readonly margins: Margins;
  readonly width: number;
  /** Fingers scroll the page; a mouse draws a box to zoom. */
  readonly zoomable: boolean;
  readonly selection: string;
}

/** Axes as bare ranges: the frame around them is the SVG's, so that nothing moves when Plotly takes over. */
export function layoutOf(figure: LightcurveFigure, { margins, width, zoomable, selection }: LayoutOptions): object {
  const bare = {
    showgrid: false,
    zeroline: false,
    showline: false,
    showticklabels: false,
    ticks: '',
    fixedrange: !zoomable,
  };
  return {
    autosize: false,
    width,
    height: margins.height,
    margin: { l: margins.left, r: margins.right, t: margins.top, b: margins.bottom, pad: 0, autoexpand: false },
    paper_bgcolor: none,
    plot_bgcolor: none,
    showlegend: false,
    // What is under the pointer is found by the grid, for few marks as for many.
    hovermode: false,
    dragmode: zoomable ? 'zoom' : false,
    newshape: { line: { color: selection } },
    xaxis: { ...bare, range: [figure.x.from, figure.x.to] },
    yaxis: { ...bare, range: [figure.y.from, figure.y.to] },
  };
}

export const plotConfig = { displayModeBar: false, doubleClick: false, showTips: false, scrollZoom: false } as const;
