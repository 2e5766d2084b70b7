import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { Aged } from './caller.ts';
import type { LightcurveColumns } from './outputs.ts';

const numbersFrom = (values: Float64Array): (number | null)[] =>
  Array.from(values, (value) => (Number.isNaN(value) ? null : value));
const valuesFrom = (numbers: readonly (number | null)[]): Float64Array =>
  Float64Array.from(numbers, (value) => value ?? Number.NaN);

/** A light curve as JSON can carry it. */
export function columnsFromLightcurve(lightcurve: Lightcurve): LightcurveColumns {
  const { mjd, mag, magErr, limitMag, flux, fluxErr, ...rest } = lightcurve;
  return {
    ...rest,
    mjd: Array.from(mjd),
    mag: numbersFrom(mag),
    magErr: numbersFrom(magErr),
    limitMag: numbersFrom(limitMag),
    flux: numbersFrom(flux),
    fluxErr: numbersFrom(fluxErr),
  };
}

/** The inverse of {@link columnsFromLightcurve}, for columns that say their age. */
export function lightcurveFromColumns(columns: LightcurveColumns & Aged): Lightcurve & Aged {
  const { mjd, mag, magErr, limitMag, flux, fluxErr, ...rest } = columns;
  return {
    ...rest,
    mjd: Float64Array.from(mjd),
    mag: valuesFrom(mag),
    magErr: valuesFrom(magErr),
    limitMag: valuesFrom(limitMag),
    flux: valuesFrom(flux),
    fluxErr: valuesFrom(fluxErr),
  };
}
