import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile } from '#domain/statistics/quantile.ts';
import { colourMapNames, colourTable, rgbaFromLevels } from './colour-map.ts';
import { cutsOf, levelsOf, skyOf, sortedFinite, stretchNames, symmetricCuts } from './stretch.ts';

const pixels = fc
  .array(fc.oneof(fc.float({ min: -1000, max: 60_000, noNaN: true }), fc.constant(Number.NaN)), {
    minLength: 1,
    maxLength: 400,
  })
  .map((values) => Float32Array.from(values));

test('every stretch keeps the order of brightness, and holes stay holes', () => {
  fc.assert(
    fc.property(pixels, fc.constantFrom(...stretchNames), (values, stretch) => {
      const levels = levelsOf(values, cutsOf(values, stretch), stretch);
      const order = [...values.keys()]
        .filter((k) => !Number.isNaN(values[k]))
        .sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
      let last = 0;
      for (const k of order) {
        const level = levels[k] ?? Number.NaN;
        expect(level).toBeGreaterThanOrEqual(last);
        expect(level).toBeLessThanOrEqual(1);
        last = level;
      }
      for (const [k, value] of values.entries()) if (Number.isNaN(value)) expect(levels[k]).toBeNaN();
    }),
  );
});

test('a difference without change is the middle of the map', () => {
  const difference = Float32Array.from([-40, -3, 0, 2, 90]);
  const levels = levelsOf(difference, symmetricCuts(difference), 'linear');
  expect(levels[2]).toBeCloseTo(0.5, 6);
});

test('a flat stamp and a stamp of holes have cuts', () => {
  for (const values of [new Float32Array(9).fill(7), new Float32Array(9).fill(Number.NaN)]) {
    const { low, high } = cutsOf(values, 'asinh');
    expect(high).toBeGreaterThan(low);
    expect(symmetricCuts(values).high).toBeGreaterThan(0);
  }
});

test('sky and quantiles are those of the finite pixels', () => {
  const sorted = sortedFinite(Float32Array.from([5, Number.NaN, 1, 3, 2, 4]));
  expect([...sorted]).toEqual([1, 2, 3, 4, 5]);
  expect(quantile(sorted, 0.75)).toBe(4);
  expect(skyOf(sorted)).toEqual({ level: 3, noise: expect.closeTo(1.4826, 4) });
});

test('row 0 of the FITS is at the bottom of the picture', () => {
  const rgba = rgbaFromLevels(Float32Array.from([0, 0, 1, 1]), 2, colourTable('grey'), [9, 9, 9]);
  expect([...rgba.slice(0, 4)]).toEqual([255, 255, 255, 255]);
  expect([...rgba.slice(8, 12)]).toEqual([0, 0, 0, 255]);
});

test('a hole has the colour of the void', () => {
  expect([...rgbaFromLevels(Float32Array.from([Number.NaN]), 1, colourTable('viridis'), [1, 2, 3])]).toEqual([
    1, 2, 3, 255,
  ]);
});

test('maps begin and end where matplotlib has them', () => {
  const ends = Object.fromEntries(colourMapNames.map((name) => [name, [...colourTable(name)]]));
  expect(ends.viridis?.slice(0, 3)).toEqual([68, 1, 84]);
  expect(ends.viridis?.slice(-3)).toEqual([253, 231, 37]);
  expect(ends.coolwarm?.slice(0, 3)).toEqual([59, 76, 192]);
  expect(ends.inverted?.slice(0, 3)).toEqual([255, 255, 255]);
});
