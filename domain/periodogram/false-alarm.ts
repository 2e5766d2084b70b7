import { type FrequencyGrid, frequencyAt } from './frequency-grid.ts';
import { createHarmonicSums } from './harmonic-sums.ts';
import { harmonicsOf, stride } from './multiband.ts';
import { createDesign, type Terms } from './multiband-design.ts';
import { type CentredSamples, takeOutMeans } from './samples.ts';

/** Logarithm of the gamma function for positive arguments (Lanczos, g = 7, nine terms): 15 digits. */
export function logGamma(value: number): number {
  const terms = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const x = value - 1;
  const sum = terms.reduce((all, term, k) => all + term / (x + k + 1), 0.99999999999980993);
  const t = x + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * Probability that noise alone has a peak of at least `power` anywhere below `highestFrequency` (per day), after Baluev (2008,
 * MNRAS 385, 1279): an upper limit, close for well-spread times. For one band and one harmonic, power as 1 − χ²/χ²₀.
 */
export function baluevChance(samples: CentredSamples, power: number, highestFrequency: number): number {
  const { count, time, weight } = samples;
  const total = weight.reduce((sum, one) => sum + one, 0);
  const mean = time.reduce((sum, t, k) => sum + t * (weight[k] ?? 0), 0) / total;
  const variance = time.reduce((sum, t, k) => sum + (t - mean) ** 2 * (weight[k] ?? 0), 0) / total;
  const [constant, full] = [count - 1, count - 3];
  if (full < 1) return 1;
  const width = highestFrequency * Math.sqrt(4 * Math.PI * variance);
  const ratio = Math.sqrt(2 / constant) * Math.exp(logGamma(constant / 2) - logGamma(full / 2 + 0.5));
  const single = (1 - power) ** (0.5 * full);
  const tau = width * ratio * (1 - power) ** (0.5 * (full - 1)) * Math.sqrt(0.5 * constant * power);
  return -Math.expm1(Math.log1p(-single) - tau);
}

export interface BootstrapOptions {
  readonly shuffles: number;
  /** Uniform in (0, 1); seeded by the caller, so that the same data give the same answer. */
  readonly random: () => number;
}

/**
 * Highest power of each of many series that are noise like this one: within each band the values in units of their error are dealt
 * out anew over the times. All series share the sums of the times, so that hundred of them cost a few searches.
 * Yields the share of the frequencies that is done.
 */
export function* bootstrapMaxima(
  samples: CentredSamples,
  grid: FrequencyGrid,
  { terms, shuffles, random }: BootstrapOptions & { readonly terms: Terms },
): Generator<number, Float64Array> {
  const harmonics = harmonicsOf(terms);
  const sums = createHarmonicSums(samples, harmonics, grid.step);
  const design = createDesign(samples, terms, sums);
  const series = Array.from({ length: shuffles }, () => {
    const { value, chi2 } = shuffledSamples(samples, random);
    return { weighted: value.map((one, k) => one * (samples.weight[k] ?? 0)), chi2 };
  });
  const projector = createProjector(samples, harmonics, sums);
  const right = new Float64Array(design.columns.length);
  const maxima = new Float64Array(shuffles);
  for (let k = 0; k < grid.count; k++) {
    if (k % stride === 0) sums.at(frequencyAt(grid, k));
    else sums.next();
    design.load();
    projector.prepare();
    for (let index = 0; index < series.length; index++) {
      const one = series[index];
      if (!one) continue;
      projector.project(one.weighted);
      for (let row = 0; row < right.length; row++) {
        const column = design.columns[row];
        const isFlat = column === undefined || column.harmonic === 0;
        right[row] = isFlat ? 0 : projector.sum(column.band, column.harmonic, column.isSine);
      }
      maxima[index] = Math.max(maxima[index] ?? 0, design.explained(right) / one.chi2);
    }
    if (k % (stride / 16) === 0) yield k / grid.count;
  }
  return maxima;
}

/** Share of shuffled series that reach `power`, counting the observed one: never 0 (Davison & Hinkley 1997, §4.2). */
export function bootstrapChance(maxima: Float64Array, power: number): number {
  const reached = maxima.reduce((count, one) => count + (one >= power ? 1 : 0), 0);
  return (1 + reached) / (1 + maxima.length);
}

/** A series that is noise like this one: the values of each band, in units of their error, dealt out anew over its times. */
export function shuffledSamples(samples: CentredSamples, random: () => number): CentredSamples {
  const { start, weight } = samples;
  const normal = samples.value.map((value, k) => value * Math.sqrt(weight[k] ?? 0));
  for (let band = 0; band < samples.bands; band++) {
    const from = start[band] ?? 0;
    for (let k = (start[band + 1] ?? 0) - 1; k > from; k--) {
      const other = from + Math.floor(random() * (k - from + 1));
      const kept = normal[k] ?? 0;
      normal[k] = normal[other] ?? 0;
      normal[other] = kept;
    }
  }
  const value = normal.map((one, k) => one / Math.sqrt(weight[k] ?? 1));
  takeOutMeans(value, weight, start);
  return { ...samples, value, chi2: value.reduce((sum, one, k) => sum + one * one * (weight[k] ?? 0), 0) };
}

/** Sums of a series with the cosines and sines of all harmonics at the present frequency. */
function createProjector(samples: CentredSamples, harmonics: number, sums: { re: Float64Array; im: Float64Array }) {
  const { count, bands, start } = samples;
  const cosines = Array.from({ length: harmonics }, () => new Float64Array(count));
  const sines = Array.from({ length: harmonics }, () => new Float64Array(count));
  const yCos = new Float64Array(bands * harmonics);
  const ySin = new Float64Array(bands * harmonics);
  return {
    prepare() {
      for (let k = 0; k < count; k++) {
        const [c, s] = [sums.re[k] ?? 0, sums.im[k] ?? 0];
        let a = 1;
        let b = 0;
        for (let m = 0; m < harmonics; m++) {
          const next = a * c - b * s;
          b = a * s + b * c;
          a = next;
          (cosines[m] ?? yCos)[k] = a;
          (sines[m] ?? ySin)[k] = b;
        }
      }
    },
    project(weighted: Float64Array) {
      for (let band = 0; band < bands; band++) {
        for (let m = 0; m < harmonics; m++) {
          const cosine = cosines[m] ?? yCos;
          const sine = sines[m] ?? ySin;
          let c = 0;
          let s = 0;
          const to = start[band + 1] ?? 0;
          for (let k = start[band] ?? 0; k < to; k++) {
            const y = weighted[k] ?? 0;
            c += y * (cosine[k] ?? 0);
            s += y * (sine[k] ?? 0);
          }
          yCos[band * harmonics + m] = c;
          ySin[band * harmonics + m] = s;
        }
      }
    },
    /** Of a band, or (−1) of all. */
    sum(band: number, harmonic: number, isSine: boolean): number {
      const of = isSine ? ySin : yCos;
      if (band >= 0) return of[band * harmonics + harmonic - 1] ?? 0;
      let all = 0;
      for (let b = 0; b < bands; b++) all += of[b * harmonics + harmonic - 1] ?? 0;
      return all;
    },
  };
}
