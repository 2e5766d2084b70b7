import type { MarkKind } from '#components/lightcurve/marker-paths.ts';
import type { BandMarker, BandName } from '#domain/surveys/survey.ts';

/** Colours of things that are no band: names of tokens. */
export type ChartTone = 'accent' | 'text' | 'text-2' | 'text-3' | 'edge' | 'warn' | 'bad' | 'ok';

interface Tinted {
  /** Unique in its chart. */
  readonly key: string;
  /** Words of the legend; absent = not in it. */
  readonly label?: string;
  /** The colour: a band's, or a tone (default text-2). */
  readonly band?: BandName;
  readonly tone?: ChartTone;
}

/** A curve; NaN breaks it. Long ones are thinned to the lowest and highest of each pixel. */
export interface LineSeries extends Tinted {
  readonly kind: 'line';
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly dashed?: boolean;
  /** Pixels; default 1.5. */
  readonly width?: number;
}

/** Points with the mark of a band, and 1σ errors where there are some. They can be hovered, walked over and picked. */
export interface MarkSeries extends Tinted {
  readonly kind: 'marks';
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly errors?: ArrayLike<number>;
  readonly xErrors?: ArrayLike<number>;
  /** Default: a filled circle. */
  readonly marker?: BandMarker;
  readonly mark?: MarkKind;
  /** Radius in pixels; default 4. */
  readonly size?: number;
  /** Drawn at less than full strength: the second cycle of a fold, points that a fit left out. */
  readonly faint?: boolean;
}

/** The room between two curves: an error band, a window. */
export interface AreaSeries extends Tinted {
  readonly kind: 'area';
  readonly x: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
}

/** A line through the whole frame at one value of an axis. */
export interface RuleSeries extends Tinted {
  readonly kind: 'rule';
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly dashed?: boolean;
  /** Words at its end. */
  readonly text?: string;
}

/** A tinted part of the frame between two values of an axis: twilight, a fitted range. */
export interface SpanSeries extends Tinted {
  readonly kind: 'span';
  readonly axis: 'x' | 'y';
  readonly from: number;
  readonly to: number;
  readonly text?: string;
}

/** Bars from zero: `edges` is one longer than `values`. */
export interface BarSeries extends Tinted {
  readonly kind: 'bars';
  readonly edges: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

export type ChartSeries = LineSeries | MarkSeries | AreaSeries | RuleSeries | SpanSeries | BarSeries;

/** One point of a series that can be read. */
export interface ChartPoint {
  readonly series: LineSeries | MarkSeries;
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

/** Series whose points are read: the marks, or the curves of a chart without marks. */
export function readable(series: readonly ChartSeries[]): readonly (LineSeries | MarkSeries)[] {
  const marks = series.filter((one) => one.kind === 'marks');
  return marks.length > 0 ? marks : series.filter((one) => one.kind === 'line');
}
