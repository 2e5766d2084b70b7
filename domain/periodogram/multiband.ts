import { PortalError } from '#domain/failure.ts';
import { type FrequencyGrid, frequencyAt } from './frequency-grid.ts';
import { createHarmonicSums } from './harmonic-sums.ts';
import { createDesign, type Terms } from './multiband-design.ts';
import type { CentredSamples } from './samples.ts';

/** Frequencies between two reports. */
export const stride = 512;

/** @throws {PortalError} `bad-request` for terms that are no model. */
export function checkTerms({ base, band }: Terms): void {
  const isCount = (value: number) => Number.isInteger(value) && value >= 0 && value <= 4;
  if (!isCount(base) || !isCount(band) || base + band === 0)
    throw new PortalError('bad-request', 'Harmonics are 0 to 4, common or of each band, and at least one of all.');
}

/** Harmonics that the sums must reach. */
export function harmonicsOf({ base, band }: Terms): number {
  return Math.max(base, band);
}

/**
 * Multi-band Lomb-Scargle power, 1 − χ²/χ²₀ with χ²₀ of one constant a band: the generalised periodogram (Zechmeister & Kürster 2009)
 * with harmonics, in the flexible multi-band form of VanderPlas & Ivezić (2015). One turn of the generator yields the share that is done.
 */
export function* multibandPowers(
  samples: CentredSamples,
  grid: FrequencyGrid,
  terms: Terms,
): Generator<number, Float64Array> {
  checkTerms(terms);
  const sums = createHarmonicSums(samples, harmonicsOf(terms), grid.step);
  const design = createDesign(samples, terms, sums);
  const powers = new Float64Array(grid.count);
  for (let k = 0; k < grid.count; k++) {
    if (k % stride === 0) sums.at(frequencyAt(grid, k));
    else sums.next();
    design.load();
    powers[k] = design.explained(design.right) / samples.chi2;
    if (k % stride === 0) yield k / grid.count;
  }
  return powers;
}

/** Power at any frequencies, each computed anew. */
export function createPowerAt(samples: CentredSamples, terms: Terms): (frequency: number) => number {
  checkTerms(terms);
  const sums = createHarmonicSums(samples, harmonicsOf(terms));
  const design = createDesign(samples, terms, sums);
  return (frequency) => {
    sums.at(frequency);
    design.load();
    return design.explained(design.right) / samples.chi2;
  };
}
