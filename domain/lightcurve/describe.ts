import { weightedMean } from '#domain/photometry/weighted-mean.ts';
import type { BandName } from '#domain/surveys/survey.ts';
import type { Lightcurve } from './lightcurve.ts';

/** What a light curve does, in numbers: what its summary in words is made of. */
export interface CurveDescription {
  readonly detections: number;
  readonly bands: readonly BandName[];
  /** Brightest detection that is no fading below the reference; null where there is none. */
  readonly brightest: { readonly band: BandName; readonly mag: number; readonly mjd: number } | null;
  /** Change of magnitude in the band that was measured last, mag/day, positive = fading; null where it is not known to 2σ. */
  readonly trend: { readonly band: BandName; readonly magPerDay: number; readonly error: number } | null;
}

/** Days back from the last detection over which a trend is told. */
const trendDays = 15;

/** Slope of the weighted straight line through points, and its 1σ. */
function slopeOf(points: readonly { x: number; y: number; error: number }[]): { value: number; error: number } {
  const weighted = (of: (point: { x: number; y: number }) => number) =>
    weightedMean(points.map((point) => ({ value: of(point), error: point.error }))).value;
  const [x, y] = [weighted((point) => point.x), weighted((point) => point.y)];
  let [sxx, sxy] = [0, 0];
  for (const point of points) {
    const weight = 1 / point.error ** 2;
    sxx += weight * (point.x - x) ** 2;
    sxy += weight * (point.x - x) * (point.y - y);
  }
  return { value: sxy / sxx, error: 1 / Math.sqrt(sxx) };
}

function trendOf(curve: Lightcurve, rows: readonly number[]): CurveDescription['trend'] {
  const last = rows.at(-1);
  const band = last === undefined ? undefined : curve.band[last];
  if (last === undefined || band === undefined) return null;
  const until = curve.mjd[last] ?? Number.NaN;
  const points = rows
    .filter((row) => curve.band[row] === band && until - (curve.mjd[row] ?? 0) <= trendDays)
    .map((row) => ({ x: curve.mjd[row] ?? 0, y: curve.mag[row] ?? Number.NaN, error: curve.magErr[row] ?? Number.NaN }))
    .filter(({ y, error }) => Number.isFinite(y) && error > 0);
  const first = points[0];
  if (points.length < 3 || first === undefined || until - first.x < 1) return null;
  const slope = slopeOf(points);
  return Math.abs(slope.value) > 2 * slope.error ? { band, magPerDay: slope.value, error: slope.error } : null;
}

/** Counts, peak and trend of the detections of a light curve. */
export function describeLightcurve(curve: Lightcurve): CurveDescription {
  const rows = [...curve.mjd.keys()].filter((row) => curve.kind[row] === 'detection');
  const rising = rows.filter((row) => !curve.negative[row] && Number.isFinite(curve.mag[row]));
  const best = rising.reduce<number | undefined>(
    (found, row) => (found === undefined || (curve.mag[row] ?? 0) < (curve.mag[found] ?? 0) ? row : found),
    undefined,
  );
  const band = best === undefined ? undefined : curve.band[best];
  return {
    detections: rows.length,
    bands: [...new Set(rows.flatMap((row) => curve.band[row] ?? []))],
    brightest:
      best === undefined || band === undefined
        ? null
        : { band, mag: curve.mag[best] ?? Number.NaN, mjd: curve.mjd[best] ?? Number.NaN },
    trend: trendOf(curve, rising),
  };
}
