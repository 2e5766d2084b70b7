import { type Lightcurve, numbersFrom } from '#domain/lightcurve/lightcurve.ts';
import type { Aged } from './caller.ts';
import type { LightcurveColumns } from './outputs.ts';

const nullable = (values: Float64Array): (number | null)[] =>
  Array.from(values, (value) => (Number.isNaN(value) ? null : value));

/** A loop: `Float64Array.from` with a function takes a hundred times as long, and every page comes here. */
function valuesFrom(numbers: readonly (number | null)[]): Float64Array {
  const values = new Float64Array(numbers.length);
  for (let row = 0; row < numbers.length; row++) values[row] = numbers[row] ?? Number.NaN;
  return values;
}

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

/** The inverse of {@link columnsFromLightcurve}, for columns that say their age. */
export function lightcurveFromColumns(columns: LightcurveColumns & Aged): Lightcurve & Aged {
  return {
    ...columns,
    ...numbersFrom((name) => valuesFrom(columns[name])),
    scores: mapped(columns.scores, valuesFrom),
  };
}
