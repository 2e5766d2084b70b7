import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { BandMarker, BandName } from '#domain/surveys/survey.ts';
import { mjdTaiFromMjdUtc } from '#domain/time/scales.ts';
import { referenceOfCurve } from './curve-reference.ts';
import type { UnitOfAxis } from './curve-units.ts';
import type { CurveModel } from './model-store.ts';
import type { OverlayCurve, OverlaySeries } from './overlays/overlay-curve.ts';
import { mjdOnAxis, placeOnAxis, type TimeAxis } from './time-axis.ts';

/** One band of somebody else's light curve, in the units of the axes. */
export interface FigureOverlaySeries {
  readonly name: string;
  readonly band: BandName | null;
  readonly marker: BandMarker;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly error: readonly number[];
}

/** Somebody else's light curve as it is drawn, or why it is not. */
export interface FigureOverlay {
  /** Its key in the legend: `o-snad`. */
  readonly key: string;
  readonly label: string;
  readonly credit: string;
  readonly state: 'waiting' | 'ready' | 'empty' | 'failed';
  /** Why there is nothing, or less than came; '' when all is drawn. */
  readonly reason: string;
  readonly shown: boolean;
  readonly count: number;
  readonly series: readonly FigureOverlaySeries[];
}

/** A fit as a line, in the units of the axes. */
export interface FigureModel {
  readonly id: string;
  readonly label: string;
  readonly band: BandName;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export interface ExtrasContext {
  readonly curve: Lightcurve;
  readonly unit: UnitOfAxis;
  readonly axis: TimeAxis;
  readonly timeScale: 'UTC' | 'TAI';
}

/** What to add to fluxes of `measures`, µJy, so that they are what the axis shows; NaN where nobody knows. */
function offsetOf({ curve, unit }: ExtrasContext, measures: OverlayCurve['measures'], band: BandName | null): number {
  if (measures === unit.measures) return 0;
  const reference = (band && referenceOfCurve(curve).levels[band]) ?? Number.NaN;
  return measures === 'apparent' ? -reference : reference;
}

function overlaySeries(series: OverlaySeries, context: ExtrasContext, measures: OverlayCurve['measures']) {
  const { unit, axis, timeScale } = context;
  const offset = offsetOf(context, measures, series.band);
  const time = (mjd: number): number => (timeScale === 'TAI' ? mjdTaiFromMjdUtc(mjd) : mjd);
  const [x, y, error]: [number[], number[], number[]] = [[], [], []];
  for (let k = 0; k < series.mjdUtc.length; k++) {
    const flux = (series.flux[k] ?? Number.NaN) + offset;
    // A magnitude of a fading below the reference would look like a brightening.
    const height = unit.magnitudes && unit.zeroAt === null && flux <= 0 ? Number.NaN : unit.heightOfFlux(flux);
    if (!Number.isFinite(height)) continue;
    const sigma = series.fluxErr[k] ?? Number.NaN;
    const reach = Math.abs(unit.heightOfFlux(flux + sigma) - unit.heightOfFlux(flux - sigma)) / 2;
    x.push(placeOnAxis(axis, time(series.mjdUtc[k] ?? Number.NaN)));
    y.push(height);
    error.push(Number.isFinite(reach) ? reach : 0);
  }
  return { name: series.name, band: series.band, marker: series.marker, x, y, error };
}

/** Light curves of others in the unit of the view; each keeps its place in the legend, whatever became of it. */
export function overlaysOf(
  overlays: readonly OverlayCurve[],
  context: ExtrasContext & { readonly hidden: ReadonlySet<string> },
): FigureOverlay[] {
  return overlays.map(({ id, label, credit, status, measures, series }) => {
    const key = `o-${id}`;
    const drawn = status.state === 'ready' ? series.map((one) => overlaySeries(one, context, measures)) : [];
    const came = series.reduce((sum, one) => sum + one.mjdUtc.length, 0);
    const count = drawn.reduce((sum, one) => sum + one.x.length, 0);
    const lost =
      status.state === 'ready' && came > count ? `${came - count} of ${came} have no value in this unit` : '';
    const reason = 'reason' in status ? status.reason : lost;
    const shown = !context.hidden.has(key);
    return { key, label, credit, state: status.state, reason, shown, count, series: shown ? drawn : [] };
  });
}

/** Steps of a model's line over the frame. */
const modelSteps = 240;

/** Fits as lines over what is shown, broken off where a model says nothing. */
export function modelsOf(
  models: readonly CurveModel[],
  context: ExtrasContext & { readonly x: { readonly from: number; readonly to: number } },
): FigureModel[] {
  const { unit, axis, x: range } = context;
  return models.flatMap(({ id, label, bands, measures, fluxAt }) =>
    bands.map((band) => {
      const offset = offsetOf(context, measures, band);
      const [x, y]: [number[], number[]] = [[], []];
      for (let k = 0; k <= modelSteps; k++) {
        const place = range.from + ((range.to - range.from) * k) / modelSteps;
        const height = unit.heightOfFlux(fluxAt(mjdOnAxis(axis, place), band) + offset);
        x.push(place);
        y.push(Number.isFinite(height) ? height : Number.NaN);
      }
      return { id, label, band, x, y };
    }),
  );
}
