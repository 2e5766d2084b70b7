import { type Lightcurve, numbersFrom } from '#domain/lightcurve/lightcurve.ts';
import type { LightcurveColumns } from './outputs.ts';

const nullable = (values: Float64Array): (number | null)[] =>
  Array.from(values, (value) => (Number.isNaN(value) ? null : value));

const mapped = <From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));

/** A light curve as JSON can carry it. */
export function columnsFromLightcurve(lightcurve: Lightcurve): LightcurveColumns {
  return {
    ...lightcurve,
    ...numbersFrom((name) => nullable(lightcurve[name])),
    mjd: Array.from(lightcurve.mjd),
    scores: mapped(lightcurve.scores, nullable),
  };
}
