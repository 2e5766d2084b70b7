import { dateFromMjd } from '#components/lightcurve/axis-ticks.ts';
import { textFromMeasurement } from '#components/lightcurve/measurement-text.ts';
import type { Lightcurve, PointKind } from '#domain/lightcurve/lightcurve.ts';
import type { BandName } from '#domain/surveys/survey.ts';

/** One point of the light curve as a row of the table. Numbers stay numbers for sorting; ids stay text. */
export interface AlertRow {
  readonly row: number;
  readonly alertId: string;
  readonly mjd: number;
  readonly date: string;
  readonly band: BandName;
  readonly kind: PointKind | 'negative';
  readonly mag: number;
  readonly magText: string;
  readonly flux: number;
  readonly fluxText: string;
  readonly signalToNoise: number;
  readonly limitMag: number;
}

export type AlertColumn = Exclude<keyof AlertRow, 'row' | 'magText' | 'fluxText' | 'date'>;

export function alertRows(curve: Lightcurve): readonly AlertRow[] {
  return curve.alertId.map((alertId, row) => {
    const at = (column: Float64Array): number => column[row] ?? Number.NaN;
    const kind = curve.kind[row] ?? 'detection';
    const [mag, flux] = [at(curve.mag), at(curve.flux)];
    return {
      row,
      alertId,
      mjd: at(curve.mjd),
      date: dateFromMjd(at(curve.mjd)),
      band: curve.band[row] ?? 'g',
      kind: kind === 'detection' && curve.negative[row] ? 'negative' : kind,
      mag,
      magText: Number.isNaN(mag) ? '–' : textFromMeasurement(mag, at(curve.magErr)),
      flux,
      fluxText: Number.isNaN(flux) ? '–' : textFromMeasurement(flux, at(curve.fluxErr)),
      signalToNoise: Math.abs(flux) / at(curve.fluxErr),
      limitMag: at(curve.limitMag),
    };
  });
}

/** Rows by one column; missing numbers last in both directions, equal values in order of time. */
export function sortedRows(rows: readonly AlertRow[], column: AlertColumn, descending: boolean): readonly AlertRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [a[column], b[column]];
    if (typeof left === 'number' && typeof right === 'number') {
      if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
      return sign * (left - right) || a.mjd - b.mjd;
    }
    const [x, y] = [String(left), String(right)];
    return sign * (x.length - y.length || (x < y ? -1 : x > y ? 1 : 0)) || a.mjd - b.mjd;
  });
}
