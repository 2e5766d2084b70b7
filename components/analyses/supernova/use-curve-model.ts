import { useEffect } from 'react';
import { curveModels } from '#components/lightcurve/model-store.ts';
import { type TransientFit, transientFlux } from '#domain/transient/fit-transient.ts';
import { transientModel } from '#domain/transient/transient-models.ts';

/** Shows a fit over the page's own light curve, for as long as it is there. */
export function useCurveModel(fit: TransientFit | undefined): void {
  useEffect(() => {
    if (fit === undefined) return;
    const lines = new Map(fit.bands.map((band) => [band.band, transientFlux(fit, band)]));
    return curveModels.publish({
      id: 'transient',
      label: `${transientModel(fit.model).title} fit`,
      measures: 'difference',
      bands: fit.bands.map(({ band }) => band),
      fluxAt: (mjd, band) => lines.get(band)?.(mjd) ?? Number.NaN,
    });
  }, [fit]);
}
