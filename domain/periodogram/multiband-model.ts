import { createHarmonicSums } from './harmonic-sums.ts';
import { harmonicsOf } from './multiband.ts';
import { createDesign, type Terms } from './multiband-design.ts';
import type { CentredSamples } from './samples.ts';

/** A harmonic model at one frequency. */
export interface HarmonicModel {
  /** Value of a band at a time of the samples (days, their zero). */
  valueAt(time: number, band: number): number;
  /** Value of a band at a phase, 0 to 1, where 0 is the middle of the samples. */
  valueAtPhase(phase: number, band: number): number;
  readonly chi2: number;
  /** Numbers that the model draws from the data, without the frequency. */
  readonly parameters: number;
}

/**
 * Numbers that a model of so many terms and bands takes from the data: a constant and 2·band harmonics of each band, and the base
 * harmonics beyond them; the lower base harmonics lie in what the bands span already.
 */
export function parameterCount({ base, band }: Terms, bands: number): number {
  return bands * (1 + 2 * band) + 2 * Math.max(0, base - band);
}

/** Least squares of the flexible model at `frequency`, per day. */
export function fitHarmonics(samples: CentredSamples, terms: Terms, frequency: number): HarmonicModel {
  const sums = createHarmonicSums(samples, harmonicsOf(terms));
  const design = createDesign(samples, terms, sums);
  sums.at(frequency);
  design.load();
  const solution = design.solve(design.right);
  const series = Array.from({ length: samples.bands }, (_, b) => {
    const own = { level: samples.mean[b] ?? 0, sine: new Float64Array(5), cosine: new Float64Array(5) };
    design.columns.forEach(({ band, harmonic, isSine }, column) => {
      if (band >= 0 && band !== b) return;
      const value = solution[column] ?? 0;
      if (harmonic === 0) own.level += value;
      else if (isSine) own.sine[harmonic] = (own.sine[harmonic] ?? 0) + value;
      else own.cosine[harmonic] = (own.cosine[harmonic] ?? 0) + value;
    });
    return own;
  });
  const valueAtPhase = (phase: number, band: number) => {
    const own = series[band];
    if (!own) return Number.NaN;
    let value = own.level;
    for (let k = 1; k <= sums.harmonics; k++) {
      const angle = 2 * Math.PI * k * phase;
      value += (own.sine[k] ?? 0) * Math.sin(angle) + (own.cosine[k] ?? 0) * Math.cos(angle);
    }
    return value;
  };
  const valueAt = (time: number, band: number) => {
    const turns = (time - samples.zero) * frequency;
    return valueAtPhase(turns - Math.floor(turns), band);
  };
  return {
    valueAt,
    valueAtPhase,
    chi2: chi2Of(samples, (time, band) => valueAt(time + samples.zero, band)),
    parameters: parameterCount(terms, samples.bands),
  };
}

/** Σ((y − model)/σ)² over all points; `model` takes the time of the centred samples. */
export function chi2Of(samples: CentredSamples, model: (time: number, band: number) => number): number {
  let chi2 = 0;
  for (let band = 0; band < samples.bands; band++) {
    for (let k = samples.start[band] ?? 0; k < (samples.start[band + 1] ?? 0); k++) {
      const value = (samples.value[k] ?? 0) + (samples.mean[band] ?? 0);
      chi2 += (value - model(samples.time[k] ?? 0, band)) ** 2 * (samples.weight[k] ?? 0);
    }
  }
  return chi2;
}

/** χ² divided by N − p; NaN where the model has as many numbers as there are points. `searched`: the period is one of them. */
export function reducedChi2(chi2: number, points: number, parameters: number, searched: boolean): number {
  const free = points - parameters - (searched ? 1 : 0);
  return free > 0 ? chi2 / free : Number.NaN;
}
