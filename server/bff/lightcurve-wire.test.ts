import { expect, test } from 'vitest';
import { lightcurveFromArrow } from '#components/lightcurve/read-arrow.ts';
import { type Lightcurve, numbersFrom } from '#domain/lightcurve/lightcurve.ts';
import { arrowFromLightcurve } from '#server/formats/lightcurve-arrow.ts';
import { columnsFromLightcurve } from './lightcurve-columns.ts';

const curve: Lightcurve = {
  survey: 'ztf',
  objectId: 'ZTF21aaxtctv',
  alertId: ['170587115523932323', '', '9223372036854775807'],
  mjd: Float64Array.of(59540.3291, 59540.4, 59541.123456789),
  band: ['g', 'r', 'i'],
  kind: ['detection', 'limit', 'bad'],
  negative: [true, false, false],
  mag: Float64Array.of(17.263000488, Number.NaN, 19),
  magErr: Float64Array.of(0.038, Number.NaN, 0.2),
  limitMag: Float64Array.of(19.48, 20.1, Number.NaN),
  flux: Float64Array.of(-0, Number.NaN, 12.5),
  fluxErr: Float64Array.of(1e-300, Number.NaN, 2),
  refFlux: Float64Array.of(100, Number.NaN, 90.5),
  refFluxErr: Float64Array.of(2, Number.NaN, 3),
  refDistArcsec: Float64Array.of(0.4, Number.NaN, 14.9),
  totalFlux: Float64Array.of(99, Number.NaN, 103),
  totalFluxErr: Float64Array.of(2, Number.NaN, 3.6),
  raDeg: Float64Array.of(193.822, Number.NaN, 193.8221),
  decDeg: Float64Array.of(2.89732, Number.NaN, -89.9999999),
  className: ['Unknown', '', 'SN candidate'],
  scores: { 'd:rf_snia_vs_nonia': Float64Array.of(0, Number.NaN, 0.75) },
};

test('what the server writes, the browser reads: ids, NaN, null and −0 included', () => {
  expect(lightcurveFromArrow(arrowFromLightcurve(curve))).toEqual(curve);
  const empty = {
    ...curve,
    ...numbersFrom(() => new Float64Array(0)),
    ...{ alertId: [], band: [], kind: [], negative: [], className: [], scores: {} },
  };
  expect(lightcurveFromArrow(arrowFromLightcurve(empty))).toEqual(empty);
});

test('the JSON form says null where a number is missing, and all else exactly', () => {
  const columns = JSON.parse(JSON.stringify(columnsFromLightcurve(curve)));
  const numbers = (values: Float64Array) => Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  expect(columns).toEqual({
    ...curve,
    ...numbersFrom((name) => numbers(curve[name])),
    flux: [0, null, 12.5],
    scores: { 'd:rf_snia_vs_nonia': [0, null, 0.75] },
  });
});
