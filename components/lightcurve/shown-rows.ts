import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { dateFromMjd } from './axis-ticks.ts';
import { isFluxUnit } from './curve-units.ts';
import type { LightcurveFigure } from './lightcurve-figure.ts';
import { marksOf, type SeriesMark } from './series-marks.ts';

/** A column of what is shown; numbers may be NaN. */
export interface ShownColumn {
  readonly name: string;
  /** VOUnit text; absent for words and pure numbers. */
  readonly unit?: string;
  readonly ucd?: string;
  readonly doc: string;
  readonly values: readonly string[] | Float64Array;
}

/** The rows that a figure draws, as columns, in order of time: what tables and files are made of. */
export interface ShownRows {
  readonly title: string;
  readonly count: number;
  readonly columns: readonly ShownColumn[];
}

const fluxUnits = { ujy: 'uJy', mjy: 'mJy' } as const;

function marksInFrame({ series, x, y }: LightcurveFigure): SeriesMark[] {
  const [low, high] = [Math.min(y.from, y.to), Math.max(y.from, y.to)];
  return marksOf(series).filter((mark) => mark.x >= x.from && mark.x <= x.to && mark.y >= low && mark.y <= high);
}

/** Reads the marks of a frame as columns. */
interface MarkReader {
  readonly marks: readonly SeriesMark[];
  of(value: (mark: SeriesMark) => number): Float64Array;
  /** Values of a column of the light curve. */
  at(column: Float64Array): Float64Array;
  words(value: (mark: SeriesMark) => string): readonly string[];
}

function markReader(marks: readonly SeriesMark[]): MarkReader {
  const of: MarkReader['of'] = (value) => Float64Array.from(marks, value);
  return {
    marks,
    of,
    at: (column) => of(({ row }) => column[row] ?? Number.NaN),
    words: (value) => marks.map(value),
  };
}

interface Shown {
  readonly curve: Lightcurve;
  readonly figure: LightcurveFigure;
  readonly timeScale: 'UTC' | 'TAI';
}

/** Which alert, when, and where on the axis if that is none of its times. */
function timeColumns({ curve, figure, timeScale }: Shown, { of, at, words }: MarkReader): ShownColumn[] {
  const { axis, xTitle } = figure;
  const mjd = at(curve.mjd);
  const scale = timeScale.toLowerCase();
  const isTime = axis.name === 'mjd' || axis.name === 'date';
  const isPhase = axis.name === 'phase';
  const along = of((mark) => mark.x);
  return [
    {
      name: 'alert_id',
      ucd: 'meta.id',
      doc: 'Alert; empty for what is no alert',
      values: words(({ row }) => curve.alertId[row] ?? ''),
    },
    { name: `mjd_${scale}`, unit: 'd', ucd: 'time.epoch', doc: `Modified Julian Date, ${timeScale}`, values: mjd },
    { name: `date_${scale}`, doc: `Date and time, ${timeScale}`, values: [...mjd].map((time) => dateFromMjd(time)) },
    ...(isTime
      ? []
      : [{ name: isPhase ? 'phase' : 'days', ...(isPhase ? {} : { unit: 'd' }), doc: xTitle, values: along }]),
  ];
}

/** What kind of mark it is, and its value and error in the unit of the frame. */
function valueColumns({ band }: Lightcurve, figure: LightcurveFigure, { of, words }: MarkReader): ShownColumn[] {
  const isFlux = isFluxUnit(figure.unit);
  const unit = isFlux ? fluxUnits[figure.fluxUnit] : 'mag';
  const ucd = isFlux ? 'phot.flux.density' : 'phot.mag';
  return [
    { name: 'band', ucd: 'meta.id;instr.filter', doc: 'Filter', values: words(({ row }) => band[row] ?? '') },
    {
      name: 'kind',
      ucd: 'meta.code',
      doc: 'detection, negative (fainter than the reference), limit (5 sigma), forced, bad',
      values: words(({ kind }) => kind),
    },
    { name: 'value', unit, ucd, doc: figure.yTitle, values: of((mark) => mark.y) },
    {
      name: 'error',
      unit,
      ucd: `stat.error;${ucd}`,
      doc: '1 sigma; not a number for limits',
      values: of((mark) => (mark.kind === 'limit' || mark.error === 0 ? Number.NaN : mark.error)),
    },
  ];
}

/** What was measured, whatever unit is shown. */
function measuredColumns({ flux, fluxErr, limitMag }: Lightcurve, { at }: MarkReader): ShownColumn[] {
  return [
    {
      name: 'difference_flux',
      unit: 'uJy',
      ucd: 'phot.flux.density',
      doc: 'Signed flux of the difference image',
      values: at(flux),
    },
    {
      name: 'difference_flux_error',
      unit: 'uJy',
      ucd: 'stat.error;phot.flux.density',
      doc: '1 sigma',
      values: at(fluxErr),
    },
    {
      name: 'limiting_mag',
      unit: 'mag',
      ucd: 'phot.mag;stat.max',
      doc: '5 sigma limit of the exposure, AB',
      values: at(limitMag),
    },
  ];
}

/** What the frame shows now: the same marks in the same unit, zoom and filters, hidden ones left out. */
export function shownRows(curve: Lightcurve, figure: LightcurveFigure, timeScale: 'UTC' | 'TAI'): ShownRows {
  const reader = markReader(marksInFrame(figure));
  return {
    title: `${curve.objectId}: ${figure.yTitle}`,
    count: reader.marks.length,
    columns: [
      ...timeColumns({ curve, figure, timeScale }, reader),
      ...valueColumns(curve, figure, reader),
      ...measuredColumns(curve, reader),
    ],
  };
}
