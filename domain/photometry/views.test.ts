import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apparentMag, isReferenceTheSource, referenceLevelMag } from './apparent.ts';
import { asinhMag, fluxFromAsinhMag, softeningFromErrors } from './asinh-mag.ts';
import { colourPairs } from './colour.ts';
import { differenceFlux, fluxErrorFromMagError, type Measured, microjanskyFromAbMag } from './flux.ts';
import goldenJson from './views.golden.json' with { type: 'json' };
import { weightedMean } from './weighted-mean.ts';

interface Golden {
  apparent: readonly (readonly [
    number,
    number,
    number,
    number,
    boolean,
    number,
    number,
    number | null,
    number | null,
  ])[];
  asinh: readonly (readonly [flux: number, error: number, softening: number, mag: number, magErr: number])[];
  means: readonly (readonly [number[], number[], number, number])[];
  colour: { g: number[][]; r: number[][]; pairs: readonly (readonly [number, number, number, number])[] };
}
const golden = goldenJson as unknown as Golden;

const near = (found: number, expected: number, relative = 1e-9): void =>
  expect(Math.abs(found - expected), `${found} for ${expected}`).toBeLessThanOrEqual(Math.abs(expected) * relative);

describe('apparent magnitudes', () => {
  test('are those of reference and signed difference together, as numpy and astropy find them', () => {
    for (const [magnr, sigmagnr, magpsf, sigmapsf, negative, flux, fluxErr, mag, magErr] of golden.apparent) {
      const reference = microjanskyFromAbMag(magnr);
      const difference = differenceFlux({ value: magpsf, error: sigmapsf }, negative);
      const total: Measured = {
        value: reference + difference.value,
        error: Math.hypot(difference.error, fluxErrorFromMagError(reference, sigmagnr)),
      };
      near(total.value, flux, 1e-6);
      near(total.error, fluxErr, 1e-6);
      const found = apparentMag(total);
      if (mag === null || magErr === null) expect(found).toBe('not-positive');
      else if (magErr >= 1) expect(found).toBe('uncertain');
      else {
        expect(found).toMatchObject({ value: expect.closeTo(mag, 6) });
        near(typeof found === 'string' ? Number.NaN : found.error, magErr, 1e-6);
      }
    }
  });

  test('double the reference is 0.7526 mag brighter, and 3631 Jy is magnitude 0', () => {
    const twice = apparentMag({ value: 2 * microjanskyFromAbMag(18), error: 1 });
    expect(twice).toMatchObject({ value: expect.closeTo(18 - 2.5 * Math.log10(2), 9) });
    expect(apparentMag({ value: 3631e6, error: 1 })).toMatchObject({ value: expect.closeTo(0, 3) });
  });

  test('need a reference source within 1.5″, by the median of the distances', () => {
    expect(isReferenceTheSource(Float64Array.of(0.2, 1.4, 3))).toBe(true);
    expect(isReferenceTheSource(Float64Array.of(1.6, 1.6, 0.1))).toBe(false);
    expect(isReferenceTheSource(Float64Array.of(1.5, Number.NaN))).toBe(true);
    expect(isReferenceTheSource(Float64Array.of(Number.NaN))).toBeNull();
  });

  test('the level of the reference is the mean of its magnitudes', () => {
    expect(referenceLevelMag([microjanskyFromAbMag(17), microjanskyFromAbMag(19), Number.NaN])).toBeCloseTo(18, 9);
    expect(referenceLevelMag([])).toBeNaN();
  });
});

describe('asinh magnitudes', () => {
  /** Softening b, magnitude of zero flux, and of 10 b: York et al. and the SDSS data releases, "SDSS magnitudes". */
  const sdss = [
    ['u', 1.4e-10, 24.63, 22.12],
    ['g', 0.9e-10, 25.11, 22.6],
    ['r', 1.2e-10, 24.8, 22.29],
    ['i', 1.8e-10, 24.36, 21.85],
    ['z', 7.4e-10, 22.83, 20.32],
  ] as const;

  test.each(sdss)('have the published zero points of SDSS in %s', (_, b, zero, tenSoftenings) => {
    const softening = b * microjanskyFromAbMag(0);
    expect(asinhMag({ value: 0, error: 1 }, softening).value).toBeCloseTo(zero, 1);
    expect(Math.abs(asinhMag({ value: 0, error: 1 }, softening).value - zero)).toBeLessThan(0.006);
    expect(Math.abs(asinhMag({ value: 10 * softening, error: 1 }, softening).value - tenSoftenings)).toBeLessThan(
      0.006,
    );
  });

  test('are what numpy finds, and their errors are the slope times the error', () => {
    for (const [flux, error, softening, mag, magErr] of golden.asinh) {
      const found = asinhMag({ value: flux, error }, softening);
      expect(found.value).toBeCloseTo(mag, 9);
      near(found.error, magErr, 1e-5);
    }
  });

  test('lead back to the flux, of whatever sign', () => {
    const flux = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(flux, positive, positive, (value, error, softening) => {
        const back = fluxFromAsinhMag(asinhMag({ value, error }, softening), softening);
        expect(Math.abs(back.value - value)).toBeLessThanOrEqual(1e-9 * Math.abs(value) + 1e-9 * softening);
        near(back.error, error, 1e-7);
      }),
    );
  });

  test('of bright sources are their magnitudes', () => {
    const bright = microjanskyFromAbMag(15);
    expect(asinhMag({ value: bright, error: 1 }, 1).value).toBeCloseTo(15, 6);
  });

  test('are softened at 1.042 of the median error', () => {
    expect(softeningFromErrors([1, 2, 30, Number.NaN])).toBeCloseTo(2 * 1.042, 3);
    expect(softeningFromErrors([])).toBeNaN();
  });
});

describe('means and colours', () => {
  test('inverse-variance means are numpy’s', () => {
    for (const [values, errors, mean, error] of golden.means) {
      const found = weightedMean(values.map((value, k) => ({ value, error: errors[k] ?? Number.NaN })));
      near(found.value, mean);
      near(found.error, error);
    }
  });

  test('without errors a mean is plain and has none; of nothing it is nothing', () => {
    expect(weightedMean([1, 3].map((value) => ({ value, error: Number.NaN })))).toEqual({
      value: 2,
      error: Number.NaN,
    });
    expect(weightedMean([]).value).toBeNaN();
  });

  test('colours pair each first with the nearest second within the tolerance, as a search over all does', () => {
    const series = (columns: number[][]) => ({
      mjd: columns[0] ?? [],
      mag: columns[1] ?? [],
      magErr: columns[2] ?? [],
    });
    const found = colourPairs(series(golden.colour.g), series(golden.colour.r), 0.3);
    expect(found.map(({ first, second }) => [first, second])).toEqual(golden.colour.pairs.map(([k, j]) => [k, j]));
    for (const [k, pair] of found.entries()) {
      expect(pair.value).toBeCloseTo(golden.colour.pairs[k]?.[2] ?? 0, 9);
      expect(pair.error).toBeCloseTo(golden.colour.pairs[k]?.[3] ?? 0, 9);
    }
    expect(colourPairs(series(golden.colour.g), { mjd: [], mag: [], magErr: [] }, 1)).toEqual([]);
  });
});
