import { differenceMag } from '#domain/photometry/flux.ts';
import { weightedMeanOfRows } from '#domain/photometry/weighted-mean.ts';
import { type BandName, bandNames } from '#domain/surveys/survey.ts';
import { type Lightcurve, numbersFrom, type PointKind, pointKinds } from './lightcurve.ts';

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

/** What is averaged over the measurements of a night. */
const averaged = ['mjd', 'flux', 'fluxErr', 'mag', 'magErr', 'totalFlux', 'totalFluxErr'] as const;
type Averaged = (typeof averaged)[number];
type Night = Readonly<Record<Averaged, number>>;

/** The means of several measurements; `undefined` for one alone and for limits, which stay as they are. */
function meansOf(curve: Lightcurve, rows: readonly number[], best: number): Night | undefined {
  if (rows.length === 1 || curve.kind[best] === 'limit') return undefined;
  const flux = weightedMeanOfRows(curve.flux, curve.fluxErr, rows);
  const total = weightedMeanOfRows(curve.totalFlux, curve.totalFluxErr, rows);
  const mag = differenceMag(flux);
  return {
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

/** The values of some rows, in a new column. */
function rowsOf(values: Float64Array, rows: Int32Array): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i] ?? 0] ?? Number.NaN;
  return picked;
}

/** One point of the new light curve: its rows in the old one, the best of them, and what they are together. */
interface Bin {
  readonly rows: readonly number[];
  readonly best: number;
  readonly mjd: number;
  readonly means: Night | undefined;
}

function binFrom(curve: Lightcurve, rows: readonly number[]): Bin {
  const best = bestRow(curve, rows);
  const means = meansOf(curve, rows, best);
  return { rows, best, mjd: means?.mjd ?? curve.mjd[best] ?? Number.NaN, means };
}

/**
 * The light curve with one point a night, band and kind: inverse-variance means of fluxes and times, the deepest of the limits.
 * What has no mean (id, class, position, scores) is that of the best measurement. Nights begin at noon at the telescope.
 */
export function nightlyLightcurve(curve: Lightcurve, noonUtcDays: number): NightlyLightcurve {
  const bins = rowsOfNights(curve, noonUtcDays)
    .map((rows) => binFrom(curve, rows))
    .sort((a, b) => a.mjd - b.mjd);
  const best = new Int32Array(bins.length);
  for (const [i, bin] of bins.entries()) best[i] = bin.best;
  const numbers = numbersFrom((name) => rowsOf(curve[name], best));
  for (const [i, { means }] of bins.entries()) if (means) for (const name of averaged) numbers[name][i] = means[name];
  const pick = <Value>(values: readonly Value[], otherwise: Value): Value[] =>
    bins.map((bin) => values[bin.best] ?? otherwise);
  return {
    curve: {
      survey: curve.survey,
      objectId: curve.objectId,
      alertId: pick(curve.alertId, ''),
      band: pick<BandName>(curve.band, 'g'),
      kind: pick<PointKind>(curve.kind, 'detection'),
      negative: bins.map(({ means, best: row }) => (means ? means.flux < 0 : (curve.negative[row] ?? false))),
      className: pick(curve.className, ''),
      ...numbers,
      scores: Object.fromEntries(Object.entries(curve.scores).map(([name, values]) => [name, rowsOf(values, best)])),
    },
    members: bins.map(({ rows }) => rows),
  };
}
