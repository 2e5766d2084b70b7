import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { dateFromMjd } from './axis-ticks.ts';
import type { TimeAxisName } from './curve-fields.ts';

/** A period and where its phase is zero. */
export interface Fold {
  readonly periodDays: number;
  /** MJD in the survey's own scale. */
  readonly epochMjd: number;
}

/** The horizontal axis: how times become places on it, and how it is labelled. */
export interface TimeAxis {
  readonly name: TimeAxisName;
  readonly title: string;
  /** MJD at 0 on the axis; 0 where the axis is MJD itself. */
  readonly zeroMjd: number;
  /** Set where the axis is phase. */
  readonly periodDays: number | null;
}

export function placeOnAxis({ zeroMjd, periodDays }: TimeAxis, mjd: number): number {
  if (periodDays === null) return mjd - zeroMjd;
  const turns = (mjd - zeroMjd) / periodDays;
  return turns - Math.floor(turns);
}

/** The time of a place: the inverse of {@link placeOnAxis}, in the turn that begins at the epoch where the axis is phase. */
export function mjdOnAxis({ zeroMjd, periodDays }: TimeAxis, place: number): number {
  return place * (periodDays ?? 1) + zeroMjd;
}

/** Short text of a place: `59540.383`, `2021-11-22 09:12`, `+3.250 d`, `0.4812`. */
export function textOnAxis({ name }: TimeAxis, place: number): string {
  if (name === 'mjd') return place.toFixed(3);
  if (name === 'date') return dateFromMjd(place);
  if (name === 'phase') return place.toFixed(4);
  return `${place < 0 ? '−' : '+'}${Math.abs(place).toFixed(3)}`;
}

function anchors(curve: Lightcurve): { first: number; peak: number; last: number } | null {
  let [first, last, peak, brightest] = [Infinity, -Infinity, Number.NaN, -Infinity];
  for (let row = 0; row < curve.mjd.length; row++) {
    if (curve.kind[row] !== 'detection') continue;
    const mjd = curve.mjd[row] ?? Number.NaN;
    first = Math.min(first, mjd);
    last = Math.max(last, mjd);
    const flux = curve.flux[row] ?? Number.NaN;
    if (flux > brightest) [brightest, peak] = [flux, mjd];
  }
  if (!Number.isFinite(first)) return null;
  return { first, last, peak: Number.isFinite(peak) ? peak : first };
}

const since = { first: 'first detection', peak: 'brightest detection', last: 'last detection' } as const;

/** The axis that was asked for; MJD where the light curve has no detection to count from, or no period to fold with. */
export function timeAxisOf(
  curve: Lightcurve,
  name: TimeAxisName,
  { timeScale, fold }: { readonly timeScale: 'UTC' | 'TAI'; readonly fold: Fold | null },
): TimeAxis {
  const plain: TimeAxis = { name: 'mjd', title: `MJD (${timeScale})`, zeroMjd: 0, periodDays: null };
  if (name === 'date') return { ...plain, name, title: `Date (${timeScale})` };
  if (name === 'phase') {
    if (!fold) return { ...plain, title: `${plain.title}; no period to fold with, see Variable` };
    const { periodDays, epochMjd } = fold;
    const title = `Phase, P = ${Number(periodDays.toPrecision(8))} d, 0 at MJD ${Number(epochMjd.toFixed(5))}`;
    return { name, title, zeroMjd: epochMjd, periodDays };
  }
  if (name === 'mjd') return plain;
  const found = anchors(curve);
  if (!found) return plain;
  const zeroMjd = found[name];
  return {
    name,
    title: `Days since ${since[name]}, MJD ${zeroMjd.toFixed(3)} ${timeScale}`,
    zeroMjd,
    periodDays: null,
  };
}
