import type { LightcurveFigure } from '#components/lightcurve/lightcurve-figure.ts';
import { createPublished } from '#components/lightcurve/published.ts';
import { mjdOnAxis } from '#components/lightcurve/time-axis.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';

/** The light curve as it is seen, for the film under it. */
export interface FilmAxis {
  readonly id: 'curve';
  readonly curve: Lightcurve;
  /** Ends of its time axis, MJD in the survey's own scale; null where the axis is no time. */
  readonly xRange: { readonly from: number; readonly to: number } | null;
}

/** Published by the living light curve. */
export const filmAxes = createPublished<FilmAxis>();

/** Tells the film what the light curve shows. Returns how to take it back. */
export function publishFilmAxis(curve: Lightcurve, { x, axis }: Pick<LightcurveFigure, 'x' | 'axis'>): () => void {
  const xRange = axis.periodDays === null ? { from: mjdOnAxis(axis, x.from), to: mjdOnAxis(axis, x.to) } : null;
  return filmAxes.publish({ id: 'curve', curve, xRange });
}
