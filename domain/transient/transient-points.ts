import type { Lightcurve, PointKind } from '#domain/lightcurve/lightcurve.ts';
import { microjanskyFromAbMag } from '#domain/photometry/flux.ts';
import type { BandName } from '#domain/surveys/survey.ts';

/** One measurement that a transient is fitted to. */
export interface TransientPoint {
  readonly mjd: number;
  readonly band: BandName;
  /** Difference flux and 1σ, µJy. */
  readonly flux: number;
  readonly fluxErr: number;
  readonly kind: PointKind;
}

/** The same with its place in the light curve. */
export interface CurvePoint extends TransientPoint {
  readonly row: number;
}

/** The columns of a light curve that a fit looks at. */
export type MeasuredCurve = Pick<Lightcurve, 'mjd' | 'band' | 'kind' | 'flux' | 'fluxErr' | 'limitMag'>;

/** Limits earlier or later than this around the detections say nothing about the transient. */
const limitDays = 40;

/**
 * The points of a light curve that a fit uses: detections and forced photometry with their signed difference flux. With `limits` each
 * 5σ limit counts as a flux of 0 with σ = a fifth of the limit, when it lies within 40 days of a detection.
 */
export function transientPoints(curve: MeasuredCurve, options: { readonly limits: boolean }): readonly CurvePoint[] {
  const points: CurvePoint[] = [];
  const detected = [...curve.mjd].filter((_, i) => curve.kind[i] === 'detection');
  const first = (detected[0] ?? Number.NaN) - limitDays;
  const last = (detected.at(-1) ?? Number.NaN) + limitDays;
  curve.kind.forEach((kind, i) => {
    const mjd = curve.mjd[i] ?? Number.NaN;
    const band = curve.band[i];
    if (band === undefined || kind === 'bad') return;
    if (kind !== 'limit') {
      const flux = curve.flux[i] ?? Number.NaN;
      const fluxErr = curve.fluxErr[i] ?? Number.NaN;
      if (Number.isFinite(flux) && fluxErr > 0) points.push({ row: i, mjd, band, flux, fluxErr, kind });
      return;
    }
    const limit = microjanskyFromAbMag(curve.limitMag[i] ?? Number.NaN);
    if (options.limits && Number.isFinite(limit) && mjd >= first && mjd <= last)
      points.push({ row: i, mjd, band, flux: 0, fluxErr: limit / 5, kind });
  });
  return points;
}
