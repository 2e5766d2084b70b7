import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { type ColourPair, colourPairs, type MagSeries } from '#domain/photometry/colour.ts';
import { abMagFromMicrojansky, magErrorFromFluxError } from '#domain/photometry/flux.ts';
import type { BandName } from '#domain/surveys/survey.ts';
import { isFluxUnit } from './curve-units.ts';
import { type FigureOptions, figureFromLightcurve, type LightcurveFigure, type Series } from './lightcurve-figure.ts';
import type { LowerPoint } from './lower-panel.tsx';
import { marksOf, type SeriesMark } from './series-marks.ts';
import { placeOnAxis } from './time-axis.ts';

/** Marks whose magnitudes a colour can be made of, in order of time: a source below its reference has no difference magnitude, but it shines. */
function colourMarks({ series, unit }: LightcurveFigure, band: BandName): SeriesMark[] {
  const isApparent = unit === 'dcmag' || unit === 'dcflux';
  const hasColour = ({ kind }: Series) => kind === 'detection' || (isApparent && kind === 'negative');
  return marksOf(series.filter((one) => one.band === band && hasColour(one)));
}

/** Magnitudes of the detections that a figure draws in a band: as they are drawn, or of the flux that is drawn. */
function magsOf(figure: LightcurveFigure, curve: Lightcurve, band: BandName): MagSeries {
  const isFlux = isFluxUnit(figure.unit);
  const scale = figure.fluxUnit === 'mjy' ? 1000 : 1;
  const found = colourMarks(figure, band)
    .map(({ row, y, error }) => ({
      mjd: curve.mjd[row] ?? Number.NaN,
      mag: isFlux ? abMagFromMicrojansky(y * scale) : y,
      magErr: isFlux ? magErrorFromFluxError(y, error) : error,
    }))
    .filter(({ mag }) => Number.isFinite(mag));
  return {
    mjd: found.map(({ mjd }) => mjd),
    mag: found.map(({ mag }) => mag),
    magErr: found.map(({ magErr }) => magErr),
  };
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
