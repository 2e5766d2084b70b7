import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { type ColourPair, colourPairs, type MagSeries } from '#domain/photometry/colour.ts';
import { abMagFromMicrojansky, magErrorFromFluxError } from '#domain/photometry/flux.ts';
import type { BandName } from '#domain/surveys/survey.ts';
import { type FigureOptions, figureFromLightcurve, type LightcurveFigure } from './lightcurve-figure.ts';
import type { LowerPoint } from './lower-panel.tsx';
import { placeOnAxis } from './time-axis.ts';

type RowSeries = MagSeries & { readonly rows: readonly number[] };

/** Magnitudes of the detections that a figure draws in a band: as they are drawn, or of the flux that is drawn. */
function magsOf(figure: LightcurveFigure, curve: Lightcurve, band: BandName): RowSeries {
  const series = figure.series.find((one) => one.band === band && one.kind === 'detection');
  const [mjd, mag, magErr, rows]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (const [k, row] of (series?.row ?? []).entries()) {
    const [y, error] = [series?.y[k] ?? Number.NaN, series?.error[k] ?? Number.NaN];
    const isFlux = figure.unit === 'flux' || figure.unit === 'dcflux';
    const value = isFlux ? abMagFromMicrojansky(figure.fluxUnit === 'mjy' ? y * 1000 : y) : y;
    if (!Number.isFinite(value)) continue;
    mjd.push(curve.mjd[row] ?? Number.NaN);
    mag.push(value);
    magErr.push(isFlux ? magErrorFromFluxError(y, error) : error);
    rows.push(row);
  }
  return { mjd, mag, magErr, rows };
}

/** Colours of the view: pairs of detections as they are drawn, whichever bands the legend hides. */
export function coloursOfView(
  curve: Lightcurve,
  options: FigureOptions,
  { colour, withinDays }: { readonly colour: string; readonly withinDays: number },
): LowerPoint[] {
  const [first, second] = colour.split('-');
  const figure = figureFromLightcurve(curve, { ...options, hidden: new Set(), overlays: [], models: [] });
  const bandOf = (name: string | undefined) => options.bands.find((band) => band.name === name);
  const [a, b] = [bandOf(first), bandOf(second)];
  if (!a || !b) return [];
  const [from, to] = [magsOf(figure, curve, a.name), magsOf(figure, curve, b.name)];
  return colourPairs(from, to, withinDays).map((pair: ColourPair) => ({
    band: a.name,
    marker: a.marker,
    x: placeOnAxis(figure.axis, pair.mjd),
    y: pair.value,
    error: pair.error,
  }));
}
