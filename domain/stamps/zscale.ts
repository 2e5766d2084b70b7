import { medianOfAscending } from '#domain/statistics/quantile.ts';
import type { Cuts } from './stretch.ts';

/** Constants of IRAF's display task. */
const most = 1000;
const contrast = 0.25;
const rejection = 2.5;
const iterations = 5;

interface Line {
  readonly slope: number;
  readonly level: number;
}

/** Least squares through the samples that are not marked, x their rank. */
function fitted(samples: Float64Array, bad: Uint8Array): Line {
  let [n, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
  for (let x = 0; x < samples.length; x++) {
    if (bad[x] === 1) continue;
    const y = samples[x] ?? 0;
    n++;
    sx += x;
    sy += y;
    sxx += x * x;
    sxy += x * y;
  }
  const slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  return { slope, level: (sy - slope * sx) / n };
}

/** Marks outliers of the line too, and what stands within half a percent of the ranks of a mark. */
function marked(samples: Float64Array, bad: Uint8Array, { slope, level }: Line): Uint8Array {
  const away = samples.map((value, rank) => value - (slope * rank + level));
  const inside = away.filter((_, rank) => bad[rank] === 0);
  const mean = inside.reduce((sum, value) => sum + value, 0) / inside.length;
  const deviation = Math.sqrt(inside.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inside.length);
  const now = bad.map((one, rank) => (one === 1 || Math.abs(away[rank] ?? 0) > rejection * deviation ? 1 : 0));
  const grow = Math.max(1, Math.floor(samples.length * 0.01));
  return now.map((_, rank) => {
    const from = rank - Math.floor(grow / 2);
    for (let at = from; at < from + grow; at++) if (now[at] === 1) return 1;
    return 0;
  });
}

/**
 * Cuts that favour the sky: a line through at most 1000 ascending samples of the finite pixels, outliers rejected, its slope divided by the contrast.
 * The same steps and constants as astropy's `ZScaleInterval`. Source: IRAF, images.tv.display (Tody 1986). `finite` is in the order of the image.
 */
export function zscaleCuts(finite: Float32Array): Cuts {
  const stride = Math.max(1, Math.floor(finite.length / most));
  const count = Math.min(most, Math.ceil(finite.length / stride));
  const samples = Float64Array.from({ length: count }, (_, at) => finite[at * stride] ?? 0).sort();
  const [lowest, highest] = [samples[0] ?? 0, samples[count - 1] ?? 1];
  const least = Math.max(5, Math.floor(count * 0.5));
  let bad: Uint8Array = new Uint8Array(count);
  let last = count + 1;
  let good = count;
  let line: Line = { slope: 0, level: 0 };
  for (let round = 0; round < iterations && good < last && good >= least; round++) {
    line = fitted(samples, bad);
    bad = marked(samples, bad, line);
    last = good;
    good = bad.reduce((left, one) => left - one, count);
  }
  if (good < least) return { low: lowest, high: highest };
  const slope = line.slope / contrast;
  const middle = Math.floor((count - 1) / 2);
  const median = medianOfAscending(samples);
  return {
    low: Math.max(lowest, median - (middle - 1) * slope),
    high: Math.min(highest, median + (count - middle) * slope),
  };
}
