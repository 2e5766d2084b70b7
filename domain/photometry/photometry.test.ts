import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apparentFlux, apparentMag } from '#domain/photometry/apparent.ts';
import {
  abMagFromMicrojansky,
  differenceFlux,
  differenceMag,
  fluxErrorFromMagError,
  limitMagFromFluxError,
  magErrorFromFluxError,
  microjanskyFromAbMag,
  microjanskyFromNanojansky,
  nanojanskyFromMicrojansky,
} from '#domain/photometry/flux.ts';
import goldenJson from './photometry.golden.json' with { type: 'json' };

const golden = goldenJson as unknown as {
  fluxes: readonly (readonly [mag: number, microjansky: number, nanojansky: number])[];
  totals: readonly (readonly [mag: number, ref: number, negative: boolean, flux: number, total: number | null])[];
};

function expectNear(found: number, expected: number, relative = 1e-9): void {
  expect(Math.abs(found - expected), `${found} for ${expected}`).toBeLessThanOrEqual(Math.abs(expected) * relative);
}

describe('AB magnitudes and fluxes', () => {
  test('are converted as astropy does', () => {
    for (const [mag, microjansky, nanojansky] of golden.fluxes) {
      expectNear(microjanskyFromAbMag(mag), microjansky);
      expectNear(nanojanskyFromMicrojansky(microjansky), nanojansky);
      expectNear(microjanskyFromNanojansky(nanojansky), microjansky);
      expect(Math.abs(abMagFromMicrojansky(microjansky) - mag)).toBeLessThan(1e-9);
    }
  });

  test('a magnitude is its flux and back, and so is its error', () => {
    const mag = fc.double({ min: 5, max: 30, noNaN: true });
    const error = fc.double({ min: 0.001, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(mag, error, fc.boolean(), (value, sigma, negative) => {
        const flux = differenceFlux({ value, error: sigma }, negative);
        expect(flux.value < 0).toBe(negative);
        const back = differenceMag(flux);
        expectNear(back.value, value);
        expectNear(back.error, sigma);
      }),
    );
  });

  test('errors are first order: 0.1 mag is 9.2 % of the flux', () => {
    expectNear(fluxErrorFromMagError(100, 0.1), 9.210340371976184);
    expectNear(fluxErrorFromMagError(-100, 0.1), 9.210340371976184);
    expectNear(magErrorFromFluxError(100, 9.210340371976184), 0.1);
  });

  test('a flux of zero or less has no magnitude', () => {
    expect(abMagFromMicrojansky(0)).toBeNaN();
    expect(abMagFromMicrojansky(-1)).toBeNaN();
    expect(magErrorFromFluxError(0, 1)).toBeNaN();
    expect(differenceMag({ value: 0, error: 1 })).toEqual({ value: Number.NaN, error: Number.NaN });
  });

  test('a limit is five errors', () => {
    expectNear(limitMagFromFluxError(0.2), 23.9);
    expectNear(limitMagFromFluxError(1 / 3, 3), 23.9);
    expect(limitMagFromFluxError(0)).toBeNaN();
  });
});

describe('apparent magnitude', () => {
  test('is that of the summed fluxes, by astropy', () => {
    for (const [mag, ref, negative, flux, total] of golden.totals) {
      const input = { difference: { value: mag, error: 0.1 }, negative, reference: { value: ref, error: 0.02 } };
      expect(Math.abs(apparentFlux(input).value - flux)).toBeLessThan(
        1e-9 * (microjanskyFromAbMag(mag) + microjanskyFromAbMag(ref)),
      );
      if (total === null) expect(apparentMag(input).value).toBeNaN();
      else if (Math.abs(ref - mag) > 0.05) expect(Math.abs(apparentMag(input).value - total)).toBeLessThan(1e-7);
    }
  });

  test('errors of reference and difference add in quadrature, in flux', () => {
    const input = { difference: { value: 20, error: 0.1 }, negative: false, reference: { value: 20, error: 0.1 } };
    expectNear(apparentMag(input).value, 20 - 2.5 * Math.log10(2));
    expectNear(apparentMag(input).error, 0.1 / Math.SQRT2);
  });

  test('without a reference source it is the difference itself, and a deficit has none', () => {
    const input = { difference: { value: 19, error: 0.1 }, negative: false, reference: { value: -999, error: -999 } };
    expectNear(apparentMag(input).value, 19);
    expectNear(apparentMag(input).error, 0.1);
    expectNear(apparentMag({ ...input, reference: { value: Number.NaN, error: Number.NaN } }).value, 19);
    expect(apparentMag({ ...input, negative: true }).value).toBeNaN();
    expect(apparentFlux({ ...input, negative: true }).value).toBeLessThan(0);
  });
});
