import { type FrequencyGrid, frequencyAt } from './frequency-grid.ts';
import { createHarmonicSums } from './harmonic-sums.ts';
import { stride } from './multiband.ts';
import type { CentredSamples } from './samples.ts';

/**
 * Spectral window |Σ w e^{iωt}|² / (Σ w)² (Deeming 1975, Ap&SS 36, 137): 1 at frequency 0, and high at the frequencies by which the
 * times of observation mistake one period for another. Yields the share of the frequencies that is done.
 */
export function* windowFunction(samples: CentredSamples, grid: FrequencyGrid): Generator<number, Float64Array> {
  const sums = createHarmonicSums(samples, 1, grid.step);
  const total = samples.weight.reduce((sum, weight) => sum + weight, 0);
  const powers = new Float64Array(grid.count);
  for (let k = 0; k < grid.count; k++) {
    if (k % stride === 0) sums.at(frequencyAt(grid, k));
    else sums.next();
    let [cosine, sine] = [0, 0];
    for (let band = 0; band < samples.bands; band++) {
      cosine += sums.cos[band * 3 + 1] ?? 0;
      sine += sums.sin[band * 3 + 1] ?? 0;
    }
    powers[k] = (cosine * cosine + sine * sine) / (total * total);
    if (k % stride === 0) yield k / grid.count;
  }
  return powers;
}
