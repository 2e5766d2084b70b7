import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  abMagFromMicrojansky,
  differenceFlux,
  differenceMag,
  fluxErrorFromMagError,
  limitMagFromFluxError,
  magErrorFromFluxError,
  microjanskyFromAbMag,
  microjanskyFromNanojansky,
} from '#domain/photometry/flux.ts';
import goldenJson from './photometry.golden.json' with { type: 'json' };

const golden = goldenJson as unknown as {
  fluxes: readonly (readonly [mag: number, microjansky: number, nanojansky: number])[];
};

function expectNear(found: number, expected: number, relative = 1e-9): void {
  expect(Math.abs(found - expected), `${found} for ${expected}`).toBeLessThanOrEqual(Math.abs(expected) * relative);
}

describe('AB magnitudes and fluxes', () => {
  test('are converted as astropy does', () => {
    for (const [mag, microjansky, nanojansky] of golden.fluxes) {
      expectNear(microjanskyFromAbMag(mag), microjansky);
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
