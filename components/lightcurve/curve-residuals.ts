import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { LightcurveFigure } from './lightcurve-figure.ts';
import type { LowerPoint } from './lower-panel.tsx';
import type { CurveModel } from './model-store.ts';

/** What a fit leaves over of the measurements that are drawn, in their own σ: (flux − model) / σ. */
export function residualsOf(curve: Lightcurve, figure: LightcurveFigure, model: CurveModel): LowerPoint[] {
  const [flux, error] =
    model.measures === 'difference' ? [curve.flux, curve.fluxErr] : [curve.totalFlux, curve.totalFluxErr];
  return figure.series
    .filter(({ kind, band }) => kind !== 'limit' && kind !== 'bad' && model.bands.includes(band))
    .flatMap(({ band, marker, x, row }) =>
      row.flatMap((at, k): LowerPoint[] => {
        const expected = model.fluxAt(curve.mjd[at] ?? Number.NaN, band);
        const y = ((flux[at] ?? Number.NaN) - expected) / (error[at] ?? Number.NaN);
        return Number.isFinite(y) ? [{ band, marker, x: x[k] ?? 0, y, error: 1 }] : [];
      }),
    );
}
