import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { BandName } from '#domain/surveys/survey.ts';

/** What the stamps need to know of an alert. */
export interface Epoch {
  readonly alertId: string;
  readonly band: BandName;
  /** Days, in the survey's own scale. */
  readonly mjd: number;
  /** True where the source is fainter than the reference. */
  readonly negative: boolean;
  /** ICRS, degrees; absent: not known yet. */
  readonly raDeg?: number;
  readonly decDeg?: number;
}

const known = new WeakMap<Lightcurve, readonly Epoch[]>();

/** Alerts of a light curve, oldest first; upper limits have none. Made once for a curve, which many ask about. */
export function epochsFromCurve(curve: Lightcurve): readonly Epoch[] {
  const epochs = known.get(curve) ?? readEpochs(curve);
  known.set(curve, epochs);
  return epochs;
}

function readEpochs(curve: Lightcurve): readonly Epoch[] {
  return curve.alertId.flatMap((alertId, row) => {
    const band = curve.band[row];
    if (alertId === '' || band === undefined) return [];
    return {
      alertId,
      band,
      mjd: curve.mjd[row] ?? Number.NaN,
      negative: curve.negative[row] ?? false,
      raDeg: curve.raDeg[row] ?? Number.NaN,
      decDeg: curve.decDeg[row] ?? Number.NaN,
    };
  });
}
