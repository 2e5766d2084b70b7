import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { Band, BandMarker, BandName } from '#domain/surveys/survey.ts';
import { textFromNumber } from './axis-ticks.ts';
import type { CurveUnit, FluxUnit, TimeAxisName } from './curve-fields.ts';
import { decimalsOnAxis, type UnitOfAxis, unitOfAxis } from './curve-units.ts';
import { type FigureModel, type FigureOverlay, modelsOf, overlaysOf } from './figure-extras.ts';
import { type LegendEntry, legendOf } from './figure-legend.ts';
import { type Level, levelsOf } from './figure-levels.ts';
import { type Omission, type Omitted, omittedFrom, omittedText } from './figure-omitted.ts';
import { rangesOf } from './figure-ranges.ts';
import { type Remark, remarkOf } from './figure-remark.ts';
import type { Range } from './figure-scale.ts';
import type { MarkKind } from './marker-paths.ts';
import { textFromMeasurement } from './measurement-text.ts';
import type { CurveModel } from './model-store.ts';
import type { OverlayCurve } from './overlays/overlay-curve.ts';
import { placedRemark } from './remark-place.ts';
import { type Fold, placeOnAxis, type TimeAxis, textOnAxis, timeAxisOf } from './time-axis.ts';

export interface FigureOptions {
  readonly unit: CurveUnit;
  /** Keys of the legend that are switched off. */
  readonly hidden: ReadonlySet<string>;
  /** Alert id of the selected epoch. */
  readonly selected?: string;
  readonly bands: readonly Band[];
  readonly timeScale: 'UTC' | 'TAI';
  readonly fluxUnit?: FluxUnit;
  readonly timeAxis?: TimeAxisName;
  readonly fold?: Fold | null;
  /** Parts of the axes that are shown, in the axes' units, ascending; null: all. */
  readonly zoomX?: Range | null;
  readonly zoomY?: Range | null;
  /** Measurements below this signal to noise are left out. */
  readonly minSnr?: number;
  /** Lines at the brightness of the reference. */
  readonly levels?: boolean;
  /** Alerts that are kept beside the selected one. */
  readonly pinned?: readonly string[];
  readonly overlays?: readonly OverlayCurve[];
  readonly models?: readonly CurveModel[];
}

/** Marks of one band and kind, columnar, in the units of the axes. */
export interface Series {
  readonly band: BandName;
  readonly marker: BandMarker;
  readonly kind: MarkKind;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** 1σ; 0 where there is none to draw. */
  readonly error: readonly number[];
  /** Rows of the light curve. */
  readonly row: readonly number[];
}

/** An epoch with its place in the figure. */
export interface Selection {
  readonly row: number;
  readonly x: number;
  readonly y: number;
  readonly xText: string;
  readonly yText: string;
}

export interface LastValue {
  readonly band: BandName;
  readonly y: number;
  readonly text: string;
}

/** Everything that is drawn, in the units of the axes: what SVG, canvas, Plotly and exports all read. */
export interface LightcurveFigure {
  readonly unit: CurveUnit;
  readonly fluxUnit: FluxUnit;
  readonly axis: TimeAxis;
  readonly xTitle: string;
  readonly yTitle: string;
  /** What has to be said of the axis; '' for nothing. */
  readonly note: string;
  readonly summary: string;
  /** What is shown; `whole` is what there is. */
  readonly x: Range;
  readonly y: Range;
  readonly whole: { readonly x: Range; readonly y: Range };
  /** Where a flux of zero is; null where it has no place. */
  readonly zeroAt: number | null;
  /** In order of drawing. */
  readonly series: readonly Series[];
  readonly legend: readonly LegendEntry[];
  /** Rows without a mark, and why. */
  readonly omitted: Omitted;
  /** The same in a line; '' for none. */
  readonly omittedText: string;
  readonly levels: readonly Level[];
  readonly overlays: readonly FigureOverlay[];
  readonly models: readonly FigureModel[];
  readonly last: readonly LastValue[];
  readonly remark: Remark | null;
  readonly selection: Selection | null;
  readonly pinned: readonly Selection[];
}

const drawingOrder: readonly MarkKind[] = ['limit', 'bad', 'forced', 'detection', 'negative'];

/** What the row is drawn as. */
export const kindOf = (curve: Lightcurve, row: number): MarkKind => {
  const kind = curve.kind[row] ?? 'detection';
  return kind === 'detection' && curve.negative[row] ? 'negative' : kind;
};

/** The legend keys that can switch a mark off: its band (limits have their own), or its kind. */
export function isHidden(hidden: ReadonlySet<string>, band: BandName, kind: MarkKind): boolean {
  return hidden.has(kind) || hidden.has(kind === 'limit' ? `${band}-limit` : band);
}

/** Marks of one band and kind while they are gathered, under `kind band`. */
export interface Builder {
  readonly x: number[];
  readonly y: number[];
  readonly error: number[];
  readonly row: number[];
}

interface Collected {
  readonly found: ReadonlyMap<string, Builder>;
  /** Marks that a filter took: they are not drawn, and move no axis. */
  readonly filtered: Builder;
  readonly omitted: ReadonlyMap<Omission, number>;
}

const emptyBuilder = (): Builder => ({ x: [], y: [], error: [], row: [] });

/** |flux| / σ; limits pass every threshold. */
function isBelow(curve: Lightcurve, row: number, minSnr: number): boolean {
  if (minSnr === 0 || curve.kind[row] === 'limit') return false;
  return !(Math.abs(curve.flux[row] ?? Number.NaN) >= minSnr * (curve.fluxErr[row] ?? Number.NaN));
}

function collect(curve: Lightcurve, unit: UnitOfAxis, axis: TimeAxis, minSnr: number): Collected {
  const found = new Map<string, Builder>();
  const omitted = new Map<Omission, number>();
  const filtered = emptyBuilder();
  const omit = (reason: Omission) => omitted.set(reason, (omitted.get(reason) ?? 0) + 1);
  for (let row = 0; row < curve.mjd.length; row++) {
    const height = unit.heightOf(row);
    if (typeof height === 'string') {
      omit(height);
      continue;
    }
    const low = isBelow(curve, row, minSnr);
    if (low) omit('low-snr');
    const key = `${kindOf(curve, row)} ${curve.band[row]}`;
    const series = low ? filtered : (found.get(key) ?? emptyBuilder());
    if (!low) found.set(key, series);
    series.x.push(placeOnAxis(axis, curve.mjd[row] ?? Number.NaN));
    series.y.push(height.y);
    series.error.push(height.error);
    series.row.push(row);
  }
  return { found, filtered, omitted };
}

/** A range of an address on an axis: ascending there, the way of the axis here. */
function zoomed(whole: Range, zoom: Range | null | undefined): Range {
  if (!zoom) return whole;
  return whole.from > whole.to ? { from: zoom.to, to: zoom.from } : zoom;
}

function lastValues(curve: Lightcurve, series: readonly Series[], unit: UnitOfAxis): LastValue[] {
  const last = new Map<BandName, { mjd: number; value: LastValue }>();
  for (const { kind, band, row, y, error } of series) {
    if (kind !== 'detection' && kind !== 'negative') continue;
    const k = row.length - 1;
    const [mjd, value] = [curve.mjd[row[k] ?? -1] ?? 0, y[k] ?? 0];
    if ((last.get(band)?.mjd ?? -Infinity) >= mjd) continue;
    const text = `${band} ${textFromMeasurement(value, error[k] ?? 0)}${unit.suffix}`;
    last.set(band, { mjd, value: { band, y: value, text } });
  }
  return [...last.values()].map(({ value }) => value);
}

/** Where the marks of some alerts are, found by id in one walk; alerts without a mark are left out. */
function placesOf(curve: Lightcurve, { series, axis, unit, fluxUnit }: LightcurveFigure, ids: readonly string[]) {
  const wanted = new Set(ids);
  const found = new Map<string, Selection>();
  if (wanted.size === 0) return found;
  for (const { x, y, row } of series) {
    for (let k = 0; k < row.length; k++) {
      const id = curve.alertId[row[k] ?? -1];
      if (id === undefined || !wanted.has(id)) continue;
      const [at, value] = [x[k] ?? 0, y[k] ?? 0];
      const yText = textFromNumber(value, decimalsOnAxis(value, unit, fluxUnit));
      found.set(id, { row: row[k] ?? -1, x: at, y: value, xText: textOnAxis(axis, at), yText });
    }
  }
  return found;
}

/** The figure with its selected and kept epochs: all that changes when one walks over them. */
export function withEpochs(
  figure: LightcurveFigure,
  curve: Lightcurve,
  { selected, pinned = [] }: Pick<FigureOptions, 'selected' | 'pinned'>,
): LightcurveFigure {
  const places = placesOf(curve, figure, selected ? [selected, ...pinned] : pinned);
  return {
    ...figure,
    selection: (selected && places.get(selected)) || null,
    pinned: pinned.flatMap((id) => places.get(id) ?? []),
  };
}

function summaryOf(unit: UnitOfAxis, legend: readonly LegendEntry[], omitted: Omitted): string {
  const total = (wanted: (kind: MarkKind) => boolean): number =>
    legend.reduce((sum, entry) => sum + (wanted(entry.kind) ? entry.count : 0), 0);
  const detections = total((kind) => kind === 'detection' || kind === 'negative');
  const counts = `${unit.title} against time; ${detections} detections, ${total((kind) => kind === 'limit')} upper limits`;
  return [counts, omittedText(omitted)].filter((text) => text !== '').join('; ');
}

/** The light curve as it is to be drawn: pure, without pixels, colours or browser. */
export function figureFromLightcurve(curve: Lightcurve, options: FigureOptions): LightcurveFigure {
  const { hidden, bands, timeScale, minSnr = 0 } = options;
  const unit = unitOfAxis(curve, options.unit, options.fluxUnit ?? 'ujy');
  const axis = timeAxisOf(curve, options.timeAxis ?? 'mjd', { timeScale, fold: options.fold ?? null });
  const { found, filtered, omitted: counts } = collect(curve, unit, axis, minSnr);
  const series: Series[] = [];
  for (const kind of drawingOrder) {
    for (const { name, marker } of bands) {
      const built = found.get(`${kind} ${name}`);
      if (built && !isHidden(hidden, name, kind)) series.push({ band: name, marker, kind, ...built });
    }
  }
  const omitted = omittedFrom(counts, minSnr);
  const levels = options.levels === false ? [] : levelsOf(curve, unit, options);
  const overlays = overlaysOf(options.overlays ?? [], { curve, unit, axis, timeScale, hidden });
  const whole = rangesOf([...found.values(), filtered, ...overlays.flatMap((overlay) => overlay.series)], unit, {
    levels: levels.map(({ y }) => y),
    times: [placeOnAxis(axis, curve.mjd[0] ?? Infinity), placeOnAxis(axis, curve.mjd.at(-1) ?? -Infinity)],
    phase: axis.periodDays !== null,
  });
  const legend = legendOf(found, options);
  const figure: LightcurveFigure = {
    unit: options.unit,
    fluxUnit: options.fluxUnit ?? 'ujy',
    axis,
    xTitle: axis.title,
    yTitle: unit.title,
    note: unit.note,
    summary: summaryOf(unit, legend, omitted),
    x: zoomed(whole.x, options.zoomX),
    y: zoomed(whole.y, options.zoomY),
    whole,
    zeroAt: unit.zeroAt,
    series,
    legend,
    omitted,
    omittedText: omittedText(omitted),
    levels,
    overlays,
    models: modelsOf(options.models ?? [], { curve, unit, axis, timeScale, x: whole.x }),
    last: lastValues(curve, series, unit),
    remark: remarkOf(curve, { unit, axis, isHidden: (band, kind) => isHidden(hidden, band, kind) }),
    selection: null,
    pinned: [],
  };
  return withEpochs({ ...figure, remark: placedRemark(figure) }, curve, options);
}
