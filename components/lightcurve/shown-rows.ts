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

/** What the frame shows now: the same marks in the same unit, zoom and filters, hidden ones left out. */
export function shownRows(curve: Lightcurve, figure: LightcurveFigure, timeScale: 'UTC' | 'TAI'): ShownRows {
  const marks = marksInFrame(figure);
  const isFlux = isFluxUnit(figure.unit);
  const unit = isFlux ? fluxUnits[figure.fluxUnit] : 'mag';
  const of = (value: (mark: SeriesMark) => number): Float64Array => Float64Array.from(marks, value);
  const at = (column: Float64Array) => of(({ row }) => column[row] ?? Number.NaN);
  const mjd = at(curve.mjd);
  const scale = timeScale.toLowerCase();
  const axis: ShownColumn[] =
    figure.axis.name === 'mjd' || figure.axis.name === 'date'
      ? []
      : [
          {
            name: figure.axis.name === 'phase' ? 'phase' : 'days',
            ...(figure.axis.name === 'phase' ? {} : { unit: 'd' }),
            doc: figure.xTitle,
            values: of((mark) => mark.x),
          },
        ];
  return {
    title: `${curve.objectId}: ${figure.yTitle}`,
    count: marks.length,
    columns: [
      {
        name: 'alert_id',
        ucd: 'meta.id',
        doc: 'Alert; empty for what is no alert',
        values: marks.map(({ row }) => curve.alertId[row] ?? ''),
      },
      { name: `mjd_${scale}`, unit: 'd', ucd: 'time.epoch', doc: `Modified Julian Date, ${timeScale}`, values: mjd },
      { name: `date_${scale}`, doc: `Date and time, ${timeScale}`, values: [...mjd].map((time) => dateFromMjd(time)) },
      ...axis,
      {
        name: 'band',
        ucd: 'meta.id;instr.filter',
        doc: 'Filter',
        values: marks.map(({ row }) => curve.band[row] ?? ''),
      },
      {
        name: 'kind',
        ucd: 'meta.code',
        doc: 'detection, negative (fainter than the reference), limit (5 sigma), forced, bad',
        values: marks.map(({ kind }) => kind),
      },
      {
        name: 'value',
        unit,
        ucd: isFlux ? 'phot.flux.density' : 'phot.mag',
        doc: figure.yTitle,
        values: of((mark) => mark.y),
      },
      {
        name: 'error',
        unit,
        ucd: isFlux ? 'stat.error;phot.flux.density' : 'stat.error;phot.mag',
        doc: '1 sigma; not a number for limits',
        values: of((mark) => (mark.kind === 'limit' || mark.error === 0 ? Number.NaN : mark.error)),
      },
      {
        name: 'difference_flux',
        unit: 'uJy',
        ucd: 'phot.flux.density',
        doc: 'Signed flux of the difference image',
        values: at(curve.flux),
      },
      {
        name: 'difference_flux_error',
        unit: 'uJy',
        ucd: 'stat.error;phot.flux.density',
        doc: '1 sigma',
        values: at(curve.fluxErr),
      },
      {
        name: 'limiting_mag',
        unit: 'mag',
        ucd: 'phot.mag;stat.max',
        doc: '5 sigma limit of the exposure, AB',
        values: at(curve.limitMag),
      },
    ],
  };
}
