import { tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Lightcurve, numbersFrom, pointKinds } from '#domain/lightcurve/lightcurve.ts';
import { arrowFromLightcurve } from './lightcurve-arrow.ts';

const point = fc.record({
  alertId: fc.oneof(
    fc.constantFrom('', '170587115523932323', '9223372036854775807'),
    fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String),
  ),
  band: fc.constantFrom(...(['u', 'g', 'r', 'i', 'z', 'y'] as const)),
  kind: fc.constantFrom(...pointKinds),
  negative: fc.boolean(),
  className: fc.constantFrom('', 'Unknown', 'SN candidate', 'Ambiguous'),
  numbers: fc.array(fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -0, 0)), { minLength: 14, maxLength: 14 }),
});

const names = Object.keys(numbersFrom(() => 0));

const lightcurve = fc.array(point, { maxLength: 40 }).map((points): Lightcurve => {
  const column = (index: number) => Float64Array.from(points, ({ numbers }) => numbers[index] ?? 0);
  return {
    survey: 'lsst',
    objectId: '170587115523932323',
    alertId: points.map(({ alertId }) => alertId),
    band: points.map(({ band }) => band),
    kind: points.map(({ kind }) => kind),
    negative: points.map(({ negative }) => negative),
    className: points.map(({ className }) => className),
    ...numbersFrom((name) => column(names.indexOf(name))),
    scores: { 'i:drb': column(13) },
  };
});

test('another reader finds every id exact, every number bit by bit, and null only where a point has no alert', () => {
  fc.assert(
    fc.property(lightcurve, (curve) => {
      const table = tableFromIPC(arrowFromLightcurve(curve));
      expect(table.numRows).toBe(curve.mjd.length);
      expect(Object.fromEntries(table.schema.metadata)).toEqual({
        survey: 'lsst',
        objectId: curve.objectId,
      });
      const cells = (name: string): unknown[] =>
        Array.from({ length: table.numRows }, (_, row) => table.getChild(name)?.get(row));
      expect(cells('alertId')).toEqual(curve.alertId.map((id) => (id === '' ? null : BigInt(id))));
      expect(cells('band')).toEqual(curve.band);
      expect(cells('kind')).toEqual(curve.kind);
      expect(cells('negative')).toEqual(curve.negative);
      for (const name of ['mjd', 'mag', 'magErr', 'limitMag', 'flux', 'fluxErr'] as const)
        expect(cells(name).every((cell, row) => Object.is(cell, curve[name][row]))).toBe(true);
    }),
  );
});

test('equal light curves give equal bytes', () => {
  fc.assert(
    fc.property(lightcurve, (curve) => {
      expect(Buffer.compare(arrowFromLightcurve(curve), arrowFromLightcurve({ ...curve }))).toBe(0);
    }),
    { numRuns: 20 },
  );
});
