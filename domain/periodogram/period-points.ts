import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { apparentMag, isReferenceTheSource } from '#domain/photometry/apparent.ts';
import type { BandName } from '#domain/surveys/survey.ts';
import { heliocentricDelayDays } from '#domain/time/heliocentric.ts';
import { mjdTaiFromMjdUtc, mjdUtcFromMjdTai } from '#domain/time/scales.ts';
import type { PeriodSamples } from './samples.ts';

/** What is searched for a period: of the source itself (reference and difference together), or of the difference. */
export const periodQuantities = ['dcmag', 'dcflux', 'flux', 'mag'] as const;
export type PeriodQuantity = (typeof periodQuantities)[number];

/** One measurement that can be used. */
export interface PeriodPoint {
  /** MJD UTC of the light at the Sun. */
  readonly time: number;
  readonly value: number;
  readonly error: number;
  /** Points of one group share a zero point: a band of one source of photometry. */
  readonly group: string;
  readonly band: BandName;
  /** Row of the light curve; −1 for photometry of others. */
  readonly row: number;
}

/** Why rows of the light curve are not among the points, and how many. */
export interface LeftOut {
  /** Zero or negative flux, or an error above 1 mag: no magnitude. */
  readonly withoutMagnitude: number;
  /** No reference flux. */
  readonly withoutReference: number;
  readonly bad: number;
  readonly hidden: number;
}

/** How an object is looked at: what brings its times to the Sun. */
export interface Sight {
  readonly timeScale: 'UTC' | 'TAI';
  /** ICRS, degrees. */
  readonly raDeg: number;
  readonly decDeg: number;
}

export interface PointOptions extends Sight {
  readonly quantity: PeriodQuantity;
  /** Forced photometry of exposures that have no detection is used too. */
  readonly forced: boolean;
  /** Detections of bad quality are used too. */
  readonly bad: boolean;
  readonly hidden: ReadonlySet<BandName>;
}

/**
 * What makes sense for an object: its own magnitude where the source of the reference is the object, its own flux where the survey
 * measures that, else the difference flux, which keeps its sign.
 */
export function quantityOf(curve: Lightcurve): PeriodQuantity {
  const isSource = isReferenceTheSource(curve.refDistArcsec);
  if (isSource === true) return 'dcmag';
  return isSource === null && curve.totalFlux.some(Number.isFinite) ? 'dcflux' : 'flux';
}

/** +1 where larger is fainter. */
export function fainterOf(quantity: PeriodQuantity): 1 | -1 {
  return quantity === 'dcmag' || quantity === 'mag' ? 1 : -1;
}

/** MJD of a survey's own scale → MJD UTC of the light at the Sun. */
export function timeAtSun(mjd: number, { timeScale, raDeg, decDeg }: Sight): number {
  const utc = timeScale === 'TAI' ? mjdUtcFromMjdTai(mjd) : mjd;
  return utc + heliocentricDelayDays(utc, raDeg, decDeg);
}

/** The other way; the delay is that of the time which it leads back to. */
export function mjdFromTimeAtSun(time: number, { timeScale, raDeg, decDeg }: Sight): number {
  const near = time - heliocentricDelayDays(time, raDeg, decDeg);
  const utc = time - heliocentricDelayDays(near, raDeg, decDeg);
  return timeScale === 'TAI' ? mjdTaiFromMjdUtc(utc) : utc;
}

interface Value {
  readonly value: number;
  readonly error: number;
}

type Missing = 'withoutMagnitude' | 'withoutReference';

function measuredIn(curve: Lightcurve, row: number, quantity: PeriodQuantity): Value | Missing {
  const at = (column: Float64Array): number => column[row] ?? Number.NaN;
  if (quantity === 'flux') return { value: at(curve.flux), error: at(curve.fluxErr) };
  if (quantity === 'mag') {
    return curve.negative[row] ? 'withoutMagnitude' : { value: at(curve.mag), error: at(curve.magErr) };
  }
  const total = { value: at(curve.totalFlux), error: at(curve.totalFluxErr) };
  if (!Number.isFinite(total.value)) return 'withoutReference';
  if (quantity === 'dcflux') return total;
  const mag = apparentMag(total);
  return typeof mag === 'string' ? 'withoutMagnitude' : mag;
}

/** Exposures nearer than this are the same one, days. */
const sameExposure = 1e-4;

/** Rows of forced photometry whose exposure has a detection: they measure the same light twice. */
function twiceMeasured(curve: Lightcurve): ReadonlySet<number> {
  const twice = new Set<number>();
  const detections = Array.from(curve.mjd.keys()).filter(
    (row) => curve.kind[row] === 'detection' || curve.kind[row] === 'bad',
  );
  for (let row = 0; row < curve.mjd.length; row++) {
    if (curve.kind[row] !== 'forced') continue;
    const at = curve.mjd[row] ?? Number.NaN;
    const same = (other: number) => Math.abs((curve.mjd[other] ?? 0) - at) < sameExposure;
    if (detections.some((other) => curve.band[other] === curve.band[row] && same(other))) twice.add(row);
  }
  return twice;
}

/** Measurements of a light curve that can be searched, and what had to be left out. */
export function periodPoints(
  curve: Lightcurve,
  options: PointOptions,
): { readonly points: readonly PeriodPoint[]; readonly left: LeftOut } {
  const left = { withoutMagnitude: 0, withoutReference: 0, bad: 0, hidden: 0 };
  const points: PeriodPoint[] = [];
  const twice = options.forced ? twiceMeasured(curve) : new Set<number>();
  for (let row = 0; row < curve.mjd.length; row++) {
    const [kind, band] = [curve.kind[row], curve.band[row]];
    if (band === undefined || kind === undefined || kind === 'limit') continue;
    const isBad = kind === 'bad' && !options.bad;
    if (isBad) left.bad += 1;
    if (isBad || (kind === 'forced' && (!options.forced || twice.has(row)))) continue;
    if (options.hidden.has(band)) {
      left.hidden += 1;
      continue;
    }
    const measured = measuredIn(curve, row, options.quantity);
    if (typeof measured === 'string') left[measured] += 1;
    else if (Number.isFinite(measured.value) && measured.error > 0) {
      points.push({ ...measured, time: timeAtSun(curve.mjd[row] ?? 0, options), group: band, band, row });
    }
  }
  return { points, left };
}

/** Points as the search takes them; `groups` are its bands, in their order. */
export function samplesFromPoints(points: readonly PeriodPoint[]): {
  readonly samples: PeriodSamples;
  readonly groups: readonly string[];
} {
  const groups = [...new Set(points.map(({ group }) => group))];
  const index = new Map(groups.map((group, k) => [group, k]));
  return {
    groups,
    samples: {
      time: Float64Array.from(points, ({ time }) => time),
      value: Float64Array.from(points, ({ value }) => value),
      error: Float64Array.from(points, ({ error }) => error),
      band: Uint8Array.from(points, ({ group }) => index.get(group) ?? 0),
      bands: groups.length,
    },
  };
}
