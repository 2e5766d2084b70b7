import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesFromFrame, frameFormat, frameFromBytes, type StampPlane, type StampWcs } from './frame.ts';

const sides = fc.integer({ min: 1, max: 24 });
const pixel = fc.oneof(
  fc.float({ noDefaultInfinity: true }),
  fc.float({ min: -300, max: 300, noNaN: true }),
  fc.constant(Number.NaN),
);
const cards: StampWcs = {
  crval: [150.1, -2.2],
  crpix: [15.5, 15.5],
  cd: [-5.6e-5, 1e-7, 1e-7, 5.6e-5],
};
const wcs = fc.option(fc.constant(cards));
const plane: fc.Arbitrary<StampPlane> = fc
  .tuple(sides, sides, wcs)
  .chain(([width, height, own]) =>
    fc
      .array(pixel, { minLength: width * height, maxLength: width * height })
      .map((pixels) => ({ width, height, pixels: Float32Array.from(pixels), wcs: own })),
  );
const planes = fc.record({
  Science: fc.option(plane),
  Template: fc.option(plane),
  Difference: fc.option(plane),
});

/** Noise of known σ with a star on it, as stamps are. */
function starField(peak: number): StampPlane {
  let seed = 42;
  const uniform = () => {
    seed = (seed * 1664525 + 1013904223) % 4294967296;
    return (seed + 0.5) / 4294967296;
  };
  const noise = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const pixels = Float32Array.from({ length: 63 * 63 }, (_, index) => {
    const [x, y] = [(index % 63) - 31, Math.floor(index / 63) - 31];
    return 200 + 10 * noise() + peak * Math.exp(-(x * x + y * y) / 4);
  });
  return { width: 63, height: 63, pixels, wcs: null };
}

test('full precision comes back bit by bit, with shapes, coordinates, NaN and missing kinds', () => {
  fc.assert(
    fc.property(planes, (given) => {
      const frame = frameFromBytes(bytesFromFrame(given, 'full'));
      for (const kind of ['Science', 'Template', 'Difference'] as const) {
        const expected = given[kind];
        expect(frame[kind] === null).toBe(expected === null);
        if (expected === null) continue;
        expect(frame[kind]).toEqual({ ...expected, precision: 'exact' });
      }
    }),
  );
});

test('rounded pixels differ by less than 1/32 of the noise, and NaN stays where it was', () => {
  fc.assert(
    fc.property(planes, (given) => {
      const frame = frameFromBytes(bytesFromFrame(given));
      for (const kind of ['Science', 'Template', 'Difference'] as const) {
        const [before, after] = [given[kind]?.pixels, frame[kind]];
        if (before === undefined || after === null) continue;
        if (after.precision === 'exact') {
          expect(after.pixels).toEqual(before);
          continue;
        }
        const finite = before.filter((value) => !Number.isNaN(value)).sort();
        const median = finite[finite.length >> 1] ?? 0;
        const away = finite.map((value) => Math.abs(value - median)).sort();
        const sigma = 1.4826 * (away[away.length >> 1] ?? 0);
        for (const [index, value] of before.entries()) {
          const got = after.pixels[index] ?? 0;
          if (Number.isNaN(value)) expect(got).toBeNaN();
          // The values are float32 themselves: a last-place rounding is theirs, not ours.
          else expect(Math.abs(got - value)).toBeLessThan(sigma / 32 + Math.abs(value) * 2 ** -23);
        }
      }
    }),
  );
});

test('noise among the smallest floats, which have few digits, is sent as it is', () => {
  const pixels = Float32Array.of(-3.36e-44, Number.NaN, 0, 1.96e-44);
  const plane: StampPlane = { width: 2, height: 2, pixels, wcs: null };
  const frame = frameFromBytes(bytesFromFrame({ Science: null, Template: plane, Difference: null }));
  expect(frame.Template).toEqual({ ...plane, precision: 'exact' });
});

test('a usual stamp is sent in 2 bytes a pixel, one with a very bright star in 4', () => {
  const frame = frameFromBytes(
    bytesFromFrame({ Science: starField(2000), Template: starField(60_000), Difference: null }),
  );
  expect(frame.Science?.precision).toBe('rounded');
  expect(frame.Template?.precision).toBe('exact');
  expect(frame.Difference).toBeNull();
});

test('flat, all-NaN and infinite stamps keep their values', () => {
  for (const value of [0, 7.25, Number.NaN, Number.POSITIVE_INFINITY]) {
    const flat: StampPlane = { width: 3, height: 2, pixels: new Float32Array(6).fill(value), wcs: null };
    const frame = frameFromBytes(bytesFromFrame({ Science: flat, Template: null, Difference: null }));
    expect(frame.Science?.pixels).toEqual(flat.pixels);
  }
});

test('bytes that are no frame, or part of one, are refused', () => {
  const whole = bytesFromFrame({ Science: starField(100), Template: null, Difference: null });
  for (const bytes of [
    new Uint8Array(0),
    new Uint8Array(400),
    whole.subarray(0, 300),
    whole.subarray(0, whole.length - 1),
  ])
    expect(() => frameFromBytes(bytes)).toThrow(/frame/);
});

test('the same stamps make the same bytes for as long as the form keeps its name, by which they are cached for good', () => {
  const pixels = Float32Array.from({ length: 63 * 62 }, (_, i) =>
    i % 97 === 0 ? Number.NaN : ((i * 7919) % 1009) / 8 - 20,
  );
  const noisy: StampPlane = { width: 63, height: 62, pixels, wcs: null };
  const flat: StampPlane = { width: 2, height: 2, pixels: new Float32Array(4).fill(3), wcs: cards };
  const bytes = bytesFromFrame({ Science: noisy, Template: flat, Difference: null });
  expect([frameFormat, createHash('sha1').update(bytes).digest('hex')]).toEqual([
    'FSF2',
    '611adba968c5381563889190f690061d7ca725f4',
  ]);
});
