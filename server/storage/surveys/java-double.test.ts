import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { javaDoubleText } from './java-double.ts';

describe('text of a double as Java writes it', () => {
  test.each([
    [2459519.9166667, '2459519.9166667'],
    [2460229.9338542, '2460229.9338542'],
    [60488.26251980322, '60488.26251980322'],
    [2459530, '2459530.0'],
    [9999999.999999998, '9999999.999999998'],
    [1e7, '1.0E7'],
    [12345678.5, '1.23456785E7'],
    [0.001, '0.001'],
    [0.00123, '0.00123'],
    [0.00099, '9.9E-4'],
    [1e-10, '1.0E-10'],
    [100, '100.0'],
    [-999, '-999.0'],
    [1e23, '1.0E23'],
    [2e23, '2.0E23'],
    [5e-324, '4.9E-324'],
    [1.7976931348623157e308, '1.7976931348623157E308'],
    [0, '0.0'],
    [-0, '-0.0'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('%d is %s', (value, text) => {
    expect(javaDoubleText(value)).toBe(text);
  });

  test('every finite double reads back as itself, with one point and at least one digit after it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = javaDoubleText(value);
        expect(Object.is(Number(text), value)).toBe(true);
        expect(text).toMatch(/^-?\d+\.\d+(E-?\d+)?$/);
      }),
      { numRuns: 2000 },
    );
  });

  test('Julian dates sort as texts in the order of their values', () => {
    const jd = fc.double({ min: 2_400_000, max: 2_499_999, noNaN: true });
    fc.assert(fc.property(jd, jd, (a, b) => a === b || a < b === javaDoubleText(a) < javaDoubleText(b)));
  });
});
