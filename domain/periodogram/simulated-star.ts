import { seededUniform } from './period-search.ts';
import type { PeriodSamples } from './samples.ts';

/** For tests: a variable star, drawn as in scripts/goldens/periodogram.py. */
export function simulatedStar(index: number): PeriodSamples & { readonly period: number } {
  const uniform = seededUniform(999 + index);
  const normal = () => Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, 0) - 6;
  for (let k = 0; k < 20; k++) uniform();
  const bands = 1 + (index % 3);
  const count = 40 + ((index * 37) % 90);
  const baseline = 100 + 300 * uniform();
  const period = 0.15 * 10 ** (1.2 * uniform());
  const amplitude = 0.3 + 0.7 * uniform();
  const shape = (['sine', 'saw', 'eclipse'] as const)[Math.floor(index / 3) % 3];
  const [time, value, error] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const band = Uint8Array.from({ length: count }, (_, k) => k % bands);
  for (let k = 0; k < count; k++) {
    const b = k % bands;
    const t = 59_000 + Math.floor(baseline * uniform()) + 0.3 * uniform();
    const sigma = 0.02 + 0.06 * uniform();
    const phase = t / period - Math.floor(t / period);
    const saw = 0.5 * Math.sin(4 * Math.PI * phase + 0.4);
    const wave = Math.sin(2 * Math.PI * phase) + (shape === 'saw' ? saw : 0);
    const y = shape === 'eclipse' ? (phase < 0.12 ? 1 : 0) : wave;
    time[k] = t;
    value[k] = 18 + 0.5 * b + amplitude * (1 - 0.15 * b) * y + sigma * normal();
    error[k] = sigma;
  }
  return { time, value, error, band, bands, period };
}

/** For tests: runs a generator to its end. */
export function finish<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** For tests: all points as one band. */
export function onlyBand(samples: PeriodSamples): PeriodSamples {
  return { ...samples, band: new Uint8Array(samples.band.length), bands: 1 };
}
