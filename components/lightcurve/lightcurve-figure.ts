import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { Band, BandMarker, BandName } from '#domain/surveys/survey.ts';
import { textFromNumber } from './axis-ticks.ts';
import { type LegendEntry, legendOf } from './figure-legend.ts';
import type { Range } from './figure-scale.ts';
import type { MarkKind } from './marker-paths.ts';
import { textFromMeasurement } from './measurement-text.ts';
import { placedRemark } from './remark-place.ts';

export type LightcurveUnit = 'mag' | 'flux';

export interface FigureOptions {
  readonly unit: LightcurveUnit;
  /** Keys of the legend that are switched off. */
  readonly hidden: ReadonlySet<string>;
  /** Alert id of the selected epoch. */
  readonly selected?: string;
  readonly bands: readonly Band[];
  readonly timeScale: 'UTC' | 'TAI';
}

/** Marks of one band and kind, columnar. `x` in MJD, `y` and `error` in the unit of the axis. */
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

/** One remark, written by data. `y` is the place of its line. */
export interface Remark {
  readonly fromX: number;
  readonly toX: number;
  readonly y: number;
  readonly text: string;
}

/** Everything that is drawn, in data units: what SVG and Plotly both read. */
export interface LightcurveFigure {
  readonly unit: LightcurveUnit;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly summary: string;
  readonly x: Range;
  readonly y: Range;
  /** In order of drawing. */
  readonly series: readonly Series[];
  readonly legend: readonly LegendEntry[];
  readonly last: readonly LastValue[];
  readonly remark: Remark | null;
  readonly selection: Selection | null;
}

/** AB zero point, µJy: flux = 3631e6 × 10^(−0.4 m). */
const abZeroMicroJansky = 3_631e6;
const drawingOrder: readonly MarkKind[] = ['limit', 'bad', 'forced', 'detection', 'negative'];
/** Errors longer than this don't stretch the axis, mag. */
const longestErrorMag = 1;

const kindOf = (curve: Lightcurve, row: number): MarkKind => {
  const kind = curve.kind[row] ?? 'detection';
  return kind === 'detection' && curve.negative[row] ? 'negative' : kind;
};

/** The legend keys that can switch a mark off: its band (limits have their own), or its kind. */
function isHidden(hidden: ReadonlySet<string>, band: BandName, kind: MarkKind): boolean {
  return hidden.has(kind) || hidden.has(kind === 'limit' ? `${band}-limit` : band);
}

function valueAt(curve: Lightcurve, row: number, unit: LightcurveUnit): { y: number; error: number } {
  const limit = curve.kind[row] === 'limit';
  if (unit === 'mag') {
    const y = (limit ? curve.limitMag[row] : curve.mag[row]) ?? Number.NaN;
    return { y, error: limit ? 0 : (curve.magErr[row] ?? 0) || 0 };
  }
  if (limit) return { y: abZeroMicroJansky * 10 ** (-0.4 * (curve.limitMag[row] ?? Number.NaN)), error: 0 };
  return { y: curve.flux[row] ?? Number.NaN, error: (curve.fluxErr[row] ?? 0) || 0 };
}

/** Marks of one band and kind while they are gathered, under `kind band`. */
export interface Builder {
  readonly x: number[];
  readonly y: number[];
  readonly error: number[];
  readonly row: number[];
}

function collectSeries(curve: Lightcurve, options: FigureOptions): Map<string, Builder> {
  const found = new Map<string, Builder>();
  for (let row = 0; row < curve.mjd.length; row++) {
    const { y, error } = valueAt(curve, row, options.unit);
    const x = curve.mjd[row] ?? Number.NaN;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    const key = `${kindOf(curve, row)} ${curve.band[row]}`;
    const series = found.get(key) ?? { x: [], y: [], error: [], row: [] };
    found.set(key, series);
    series.x.push(x);
    series.y.push(y);
    series.error.push(error);
    series.row.push(row);
  }
  return found;
}

function paddedRange(low: number, high: number, least: number, share: number): [number, number] {
  const span = Math.max(high - low, least);
  const middle = (low + high) / 2;
  return [middle - span * (0.5 + share), middle + span * (0.5 + share)];
}

/** Ranges over every point, hidden ones too, so that the legend moves nothing. */
function rangesOf(all: Iterable<Builder>, unit: LightcurveUnit): { x: Range; y: Range } {
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y, error } of all) {
    for (let k = 0; k < x.length; k++) {
      const [at, value] = [x[k] ?? 0, y[k] ?? 0];
      const reach = unit === 'mag' ? Math.min(error[k] ?? 0, longestErrorMag) : (error[k] ?? 0);
      x0 = Math.min(x0, at);
      x1 = Math.max(x1, at);
      y0 = Math.min(y0, value - reach);
      y1 = Math.max(y1, value + reach);
    }
  }
  if (x0 > x1) return { x: { from: 0, to: 1 }, y: unit === 'mag' ? { from: 21, to: 17 } : { from: 0, to: 1 } };
  const [left, right] = paddedRange(x0, x1, 0.05, 0.045);
  if (unit === 'mag') {
    const [bright, faint] = paddedRange(y0, y1, 0.8, 0.07);
    return { x: { from: left, to: right }, y: { from: faint, to: bright } };
  }
  const [low, high] = paddedRange(Math.min(0, y0), Math.max(0, y1), 1e-3, 0.07);
  return { x: { from: left, to: right }, y: { from: low, to: high } };
}

function lastValues(series: readonly Series[], unit: LightcurveUnit): LastValue[] {
  const last = new Map<BandName, { x: number; value: LastValue }>();
  for (const { kind, band, x, y, error } of series) {
    if (kind !== 'detection' && kind !== 'negative') continue;
    const k = x.length - 1;
    const [at, value] = [x[k] ?? 0, y[k] ?? 0];
    if ((last.get(band)?.x ?? -Infinity) >= at) continue;
    const text = `${band} ${textFromMeasurement(value, error[k] ?? 0)}`;
    last.set(band, { x: at, value: { band, y: value, text: unit === 'flux' ? `${text} µJy` : text } });
  }
  return [...last.values()].map(({ value }) => value);
}

/** How soon after the last limit the object appeared; only where that tells something (0.05 d to 30 d). */
function remarkOf(curve: Lightcurve, unit: LightcurveUnit, hidden: ReadonlySet<string>): Remark | null {
  let lastLimit = Number.NaN;
  for (let row = 0; row < curve.mjd.length; row++) {
    const at = curve.mjd[row] ?? Number.NaN;
    const band = curve.band[row];
    const kind = kindOf(curve, row);
    if (kind === 'limit' && band && !isHidden(hidden, band, kind)) lastLimit = at;
    // A bad measurement before makes "first" a matter of opinion.
    if (kind === 'bad') return null;
    if (kind !== 'detection' && kind !== 'negative') continue;
    const gap = at - lastLimit;
    if (!(gap >= 0.05 && gap <= 30)) return null;
    const { y } = valueAt(curve, row, unit);
    if (!Number.isFinite(y)) return null;
    return { fromX: lastLimit, toX: at, y, text: `first detection ${gap.toFixed(1)} d after last limit` };
  }
  return null;
}

function selectionOf(curve: Lightcurve, series: readonly Series[], options: FigureOptions): Selection | null {
  if (!options.selected) return null;
  for (const { x, y, row } of series) {
    const k = row.findIndex((candidate) => curve.alertId[candidate] === options.selected);
    if (k < 0) continue;
    const [at, value] = [x[k] ?? 0, y[k] ?? 0];
    const decimals = options.unit === 'mag' || Math.abs(value) < 100 ? 2 : 0;
    return { row: row[k] ?? -1, x: at, y: value, xText: at.toFixed(3), yText: textFromNumber(value, decimals) };
  }
  return null;
}

/** The light curve as it is to be drawn: pure, without pixels, colours or browser. */
export function figureFromLightcurve(curve: Lightcurve, options: FigureOptions): LightcurveFigure {
  const found = collectSeries(curve, options);
  const series: Series[] = [];
  for (const kind of drawingOrder) {
    for (const { name, marker } of options.bands) {
      const built = found.get(`${kind} ${name}`);
      if (built && !isHidden(options.hidden, name, kind)) series.push({ band: name, marker, kind, ...built });
    }
  }
  const yTitle = options.unit === 'mag' ? 'Difference magnitude (AB)' : 'Difference flux (µJy)';
  const legend = legendOf(found, options);
  const total = (wanted: (kind: MarkKind) => boolean): number =>
    legend.reduce((sum, entry) => sum + (wanted(entry.kind) ? entry.count : 0), 0);
  const detections = total((kind) => kind === 'detection' || kind === 'negative');
  const figure: LightcurveFigure = {
    unit: options.unit,
    xTitle: `MJD (${options.timeScale})`,
    yTitle,
    summary: `${yTitle} against time; ${detections} detections, ${total((kind) => kind === 'limit')} upper limits`,
    ...rangesOf(found.values(), options.unit),
    series,
    legend,
    last: lastValues(series, options.unit),
    remark: remarkOf(curve, options.unit, options.hidden),
    selection: selectionOf(curve, series, options),
  };
  return { ...figure, remark: placedRemark(figure) };
}
