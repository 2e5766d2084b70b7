import { type FrequencyGrid, frequencyAt } from './frequency-grid.ts';
import { stride } from './multiband.ts';
import type { CentredSamples } from './samples.ts';

const bins = 100;
/** Lengths of the dip that are tried, in hundredths of the period. */
const widths = [2, 3, 5, 7, 10, 14, 20, 25];
/** A dip of fewer points is an outlier. */
const leastInBox = 3;

/** The dip that explains most at one frequency. Phases are turns from the middle of the samples. */
export interface Box {
  /** Share of χ²₀ that it takes away. */
  readonly power: number;
  /** Phase of its beginning and its length, 0 to 1. */
  readonly from: number;
  readonly length: number;
  /** How much fainter the dip is than the rest, in the unit of the values, positive. */
  readonly depth: number;
  /** Level outside, less the weighted mean of each band. */
  readonly outside: number;
}

const noBox: Box = { power: 0, from: 0, length: 0, depth: 0, outside: 0 };

interface Folded {
  /** Sums over the bins, from the first on, twice around: so a dip may pass phase 0. */
  readonly weight: Float64Array;
  readonly value: Float64Array;
  readonly points: Int32Array;
}

function fold(samples: CentredSamples, frequency: number, into: Folded): void {
  const { weight, value, points } = into;
  weight.fill(0);
  value.fill(0);
  points.fill(0);
  for (let k = 0; k < samples.count; k++) {
    const turns = (samples.time[k] ?? 0) * frequency;
    const bin = 1 + Math.min(bins - 1, Math.floor((turns - Math.floor(turns)) * bins));
    const w = samples.weight[k] ?? 0;
    weight[bin] = (weight[bin] ?? 0) + w;
    value[bin] = (value[bin] ?? 0) + w * (samples.value[k] ?? 0);
    points[bin] = (points[bin] ?? 0) + 1;
  }
  for (let bin = 1; bin <= 2 * bins; bin++) {
    const from = bin > bins ? bin - bins : bin;
    const own = bin > bins;
    const ownWeight = own ? (weight[from] ?? 0) - (weight[from - 1] ?? 0) : (weight[bin] ?? 0);
    const ownValue = own ? (value[from] ?? 0) - (value[from - 1] ?? 0) : (value[bin] ?? 0);
    const ownPoints = own ? (points[from] ?? 0) - (points[from - 1] ?? 0) : (points[bin] ?? 0);
    weight[bin] = (weight[bin - 1] ?? 0) + ownWeight;
    value[bin] = (value[bin - 1] ?? 0) + ownValue;
    points[bin] = (points[bin - 1] ?? 0) + ownPoints;
  }
}

/** Best box of a folded series. `fainter` is +1 where fainter is larger (magnitudes), −1 for fluxes. */
function bestBox({ weight, value, points }: Folded, samples: CentredSamples, fainter: 1 | -1): Box {
  const total = weight[bins] ?? 0;
  let best = noBox;
  for (const width of widths) {
    for (let from = 0; from < bins; from++) {
      const inside = (weight[from + width] ?? 0) - (weight[from] ?? 0);
      const sum = (value[from + width] ?? 0) - (value[from] ?? 0);
      const outside = total - inside;
      if (!(sum * fainter > 0) || !(outside > 0)) continue;
      const power = (sum * sum * total) / (inside * outside * samples.chi2);
      if (!(power > best.power) || (points[from + width] ?? 0) - (points[from] ?? 0) < leastInBox) continue;
      const level = -sum / outside;
      best = {
        power,
        from: from / bins,
        length: width / bins,
        depth: fainter * (sum / inside - level),
        outside: level,
      };
    }
  }
  return best;
}

function emptyFold(): Folded {
  const size = 2 * bins + 1;
  return { weight: new Float64Array(size), value: new Float64Array(size), points: new Int32Array(size) };
}

/** The best dip at any frequency, per day. */
export function createBoxAt(samples: CentredSamples, fainter: 1 | -1): (frequency: number) => Box {
  const folded = emptyFold();
  return (frequency) => {
    fold(samples, frequency, folded);
    return bestBox(folded, samples, fainter);
  };
}

/**
 * Box least squares (Kovács, Zucker & Mazeh 2002, A&A 391, 369): the share of χ² that one dip explains, the same in all bands
 * once the mean of each is taken out; the phases are in a hundred bins. Yields the share of the frequencies that is done.
 */
export function* boxPowers(
  samples: CentredSamples,
  grid: FrequencyGrid,
  fainter: 1 | -1,
): Generator<number, Float64Array> {
  const boxAt = createBoxAt(samples, fainter);
  const powers = new Float64Array(grid.count);
  for (let k = 0; k < grid.count; k++) {
    powers[k] = boxAt(frequencyAt(grid, k)).power;
    if (k % stride === 0) yield k / grid.count;
  }
  return powers;
}

/** Samples a peak that find a dip of `widths[0]` hundredths: it may slip by half its length over the series. */
export const boxSamplesPerPeak = 25;
