import { expect, test } from 'vitest';
import { lightcurveFromArrow } from '#components/lightcurve/read-arrow.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { arrowFromLightcurve } from '#server/formats/lightcurve-arrow.ts';
import { columnsFromLightcurve, lightcurveFromColumns } from './lightcurve-columns.ts';

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
};

test('what the server writes, the browser reads: ids, NaN, null and −0 included', () => {
  expect(lightcurveFromArrow(arrowFromLightcurve(curve))).toEqual(curve);
  const empty = { ...curve, alertId: [], band: [], kind: [], negative: [] };
  for (const name of ['mjd', 'mag', 'magErr', 'limitMag', 'flux', 'fluxErr'] as const)
    empty[name] = new Float64Array(0);
  expect(lightcurveFromArrow(arrowFromLightcurve(empty))).toEqual(empty);
});

test('the JSON form comes back the same', () => {
  const aged = { ...curve, freshness: { fetchedAt: '2024-01-01T00:00:00.000Z', ageSeconds: 3, stale: false } };
  const text = JSON.stringify(columnsFromLightcurve(aged));
  expect(lightcurveFromColumns(JSON.parse(text))).toEqual({ ...aged, flux: Float64Array.of(0, Number.NaN, 12.5) });
});
