import { differenceMag } from '#domain/photometry/flux.ts';
import { weightedMeanOfRows } from '#domain/photometry/weighted-mean.ts';
import { bandNames } from '#domain/surveys/survey.ts';
import { type Lightcurve, type NumberColumn, numbersFrom, type PointKind, pointKinds } from './lightcurve.ts';

/** A light curve of one point a night, band and kind. */
export interface NightlyLightcurve {
  readonly curve: Lightcurve;
  /** Rows of the original that each point stands for. */
  readonly members: readonly (readonly number[])[];
}

/** The night of a time: the whole number of days since noon at the telescope. */
export function nightOf(mjd: number, noonUtcDays: number): number {
  return Math.floor(mjd - noonUtcDays);
}

function rowsOfNights(curve: Lightcurve, noonUtcDays: number): readonly (readonly number[])[] {
  const found = new Map<number, number[]>();
  for (let row = 0; row < curve.mjd.length; row++) {
    const night = nightOf(curve.mjd[row] ?? Number.NaN, noonUtcDays);
    const series = bandNames.indexOf(curve.band[row] ?? 'g') * pointKinds.length;
    const key = night * 64 + series + pointKinds.indexOf(curve.kind[row] ?? 'detection');
    const rows = found.get(key);
    if (rows) rows.push(row);
    else found.set(key, [row]);
  }
  return [...found.values()];
}

/** The row that a night's point speaks for: of limits the deepest, else the one with the smallest error. */
function bestRow(curve: Lightcurve, rows: readonly number[]): number {
  const isLimit = curve.kind[rows[0] ?? 0] === 'limit';
  const merit = (row: number): number => (isLimit ? (curve.limitMag[row] ?? 0) : -(curve.fluxErr[row] ?? Infinity));
  return rows.reduce((best, row) => (merit(row) > merit(best) ? row : best), rows[0] ?? 0);
}

interface Night extends Partial<Readonly<Record<NumberColumn, number>>> {
  readonly best: number;
  readonly negative: boolean;
}

function nightFrom(curve: Lightcurve, rows: readonly number[]): Night {
  const best = bestRow(curve, rows);
  if (rows.length === 1 || curve.kind[best] === 'limit') return { best, negative: curve.negative[best] ?? false };
  const flux = weightedMeanOfRows(curve.flux, curve.fluxErr, rows);
  const total = weightedMeanOfRows(curve.totalFlux, curve.totalFluxErr, rows);
  const mag = differenceMag(flux);
  return {
    best,
    negative: flux.value < 0,
    // Times are averaged with the weights of the fluxes.
    mjd: weightedMeanOfRows(curve.mjd, curve.fluxErr, rows).value,
    flux: flux.value,
    fluxErr: flux.error,
    mag: mag.value,
    magErr: mag.error,
    totalFlux: total.value,
    totalFluxErr: meanTotalError(flux.error, total.error, referenceError(curve, best)),
  };
}

/** The reference is the same in all measurements of a night: its error does not average out. */
function meanTotalError(differenceError: number, totalError: number, reference: number): number {
  return reference > 0 ? Math.hypot(differenceError, reference) : totalError;
}

function referenceError(curve: Lightcurve, row: number): number {
  const [total, difference] = [curve.totalFluxErr[row] ?? Number.NaN, curve.fluxErr[row] ?? Number.NaN];
  return Math.sqrt(Math.max(0, total ** 2 - difference ** 2));
}

/**
 * The light curve with one point a night, band and kind: inverse-variance means of fluxes and times, the deepest of the limits.
 * What has no mean (id, class, position, scores) is that of the best measurement. Nights begin at noon at the telescope.
 */
export function nightlyLightcurve(curve: Lightcurve, noonUtcDays: number): NightlyLightcurve {
  const nights = rowsOfNights(curve, noonUtcDays)
    .map((rows) => ({ rows, night: nightFrom(curve, rows) }))
    .map(({ rows, night }) => ({ rows, night, mjd: night.mjd ?? curve.mjd[night.best] ?? Number.NaN }))
    .sort((a, b) => a.mjd - b.mjd);
  const pick = <Value>(values: readonly Value[], otherwise: Value): Value[] =>
    nights.map(({ night }) => values[night.best] ?? otherwise);
  const numbers = (values: Float64Array, name?: NumberColumn): Float64Array =>
    Float64Array.from(nights, ({ night }) => (name && night[name]) ?? values[night.best] ?? Number.NaN);
  return {
    curve: {
      survey: curve.survey,
      objectId: curve.objectId,
      alertId: pick(curve.alertId, ''),
      band: nights.map(({ night }) => curve.band[night.best] ?? 'g'),
      kind: pick<PointKind>(curve.kind, 'detection'),
      negative: nights.map(({ night }) => night.negative),
      className: pick(curve.className, ''),
      ...numbersFrom((name) => numbers(curve[name], name)),
      scores: Object.fromEntries(Object.entries(curve.scores).map(([name, values]) => [name, numbers(values)])),
    },
    members: nights.map(({ rows }) => rows),
  };
}
