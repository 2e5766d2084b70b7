import type { StateOf } from '#components/view/field.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { type NightlyLightcurve, nightlyLightcurve } from '#domain/lightcurve/night-bins.ts';
import type { Band } from '#domain/surveys/survey.ts';
import type { CurveUnit, curveFields } from './curve-fields.ts';
import type { FigureOptions } from './lightcurve-figure.ts';
import type { Fold } from './time-axis.ts';

/** What a light curve needs to know of its object to be drawn. */
export interface CurveFacts {
  readonly bands: readonly Band[];
  readonly timeScale: 'UTC' | 'TAI';
  readonly defaultUnit: CurveUnit;
  readonly noonUtcDays: number;
}

export type CurveState = StateOf<typeof curveFields>;

/** The period of the address, with phase 0 at the first detection: until an analysis tells where it begins. */
export function foldOfView(curve: Lightcurve, periodDays: number | null): Fold | null {
  const first = curve.kind.indexOf('detection');
  const epochMjd = curve.mjd[first];
  return periodDays === null || epochMjd === undefined ? null : { periodDays, epochMjd };
}

/** The options of a view without what changes at every step: the selected epoch. */
export function figureOptionsOf(view: CurveState, facts: CurveFacts, fold: Fold | null = null): FigureOptions {
  return {
    unit: view.unit ?? facts.defaultUnit,
    hidden: new Set(view.hidden),
    bands: facts.bands,
    timeScale: facts.timeScale,
    fluxUnit: view.fluxUnit,
    timeAxis: view.timeAxis,
    fold,
    zoomX: view.zoomX,
    zoomY: view.zoomY,
    minSnr: view.minSnr,
    levels: view.levels,
    pinned: view.pinned,
  };
}

/** The rows that a view draws: all of them, or one a night. */
export function curveOfView(
  curve: Lightcurve,
  view: CurveState,
  facts: CurveFacts,
): NightlyLightcurve | { readonly curve: Lightcurve; readonly members: null } {
  return view.nightly ? nightlyLightcurve(curve, facts.noonUtcDays) : { curve, members: null };
}
