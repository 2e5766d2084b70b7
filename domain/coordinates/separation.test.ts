import fc from 'fast-check';
import { expect, test } from 'vitest';
import { separationDeg, separationsFrom } from './separation.ts';

const radians = Math.PI / 180;
const position = fc.record({
  raDeg: fc.double({ min: 0, max: 360, noNaN: true }),
  decDeg: fc.double({ min: -90, max: 90, noNaN: true }),
});

test('separations are those of the formula with Math.hypot to the last bit, however close or far', () => {
  fc.assert(
    fc.property(position, position, fc.nat(14), (a, b, closer) => {
      const near = (from: number, to: number): number => from + (to - from) / 10 ** closer;
      const c = { raDeg: near(a.raDeg, b.raDeg), decDeg: near(a.decDeg, b.decDeg) };
      const dLon = (c.raDeg - a.raDeg) * radians;
      const [dec1, dec2] = [a.decDeg * radians, c.decDeg * radians];
      const across = Math.cos(dec2) * Math.sin(dLon);
      const along = Math.cos(dec1) * Math.sin(dec2) - Math.sin(dec1) * Math.cos(dec2) * Math.cos(dLon);
      const inward = Math.sin(dec1) * Math.sin(dec2) + Math.cos(dec1) * Math.cos(dec2) * Math.cos(dLon);
      const expected = Math.atan2(Math.hypot(across, along), inward) / radians;
      expect(separationDeg(a, c)).toBe(expected);
      expect(separationsFrom(a)(c.raDeg, c.decDeg)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test('there is no separation from a direction that is no number', () => {
  const a = { raDeg: 10, decDeg: 20 };
  expect(separationDeg(a, { raDeg: Number.NaN, decDeg: 20 })).toBeNaN();
  expect(separationDeg(a, { raDeg: 10, decDeg: Number.NaN })).toBeNaN();
});
