import { expect, test } from 'vitest';
import { createPopulation } from '#server/demo/population.ts';
import { magOfFlux, type Truth, type TruthKind } from '#server/demo/truth.ts';
import { searchPeriod, seededUniform } from './period-search.ts';
import type { PeriodSamples } from './samples.ts';

const periodic: readonly TruthKind[] = ['RR Lyrae', 'Cepheid', 'EW', 'EA'];
const zeroJd = 2_459_000.5;

/** Nights of a ground-based survey in g and r, with noise of 0.02 mag. */
function observed(truth: Truth, seed: number): PeriodSamples {
  const uniform = seededUniform(seed);
  const normal = () => Array.from({ length: 12 }, uniform).reduce((sum, one) => sum + one, 0) - 6;
  const count = 160;
  const time = Float64Array.from({ length: count }, () => Math.floor(60 * uniform()) + 0.25 * uniform());
  const band = Uint8Array.from(time, (_, k) => k % 2);
  const value = time.map((t, k) => magOfFlux(truth.flux(zeroJd + t, k % 2 === 0 ? 1 : 2)) + 0.02 * normal());
  return { time, value, error: time.map(() => 0.02), band, bands: 2 };
}

/** How far a noiseless source is from itself after so many days, mag in the root mean square, over its own scatter. */
function unlikeness(truth: Truth, days: number): number {
  const mags = Array.from({ length: 300 }, (_, k) => {
    const jd = zeroJd + 50 + k * 0.317_8;
    return [magOfFlux(truth.flux(jd, 2)), magOfFlux(truth.flux(jd + days, 2))] as const;
  });
  const mean = mags.reduce((sum, [mag]) => sum + mag, 0) / mags.length;
  const scatter = mags.reduce((sum, [mag]) => sum + (mag - mean) ** 2, 0);
  return Math.sqrt(mags.reduce((sum, [mag, later]) => sum + (mag - later) ** 2, 0) / scatter);
}

const stars = periodic.flatMap((wanted) =>
  createPopulation('periods')
    .filter(({ kind }) => kind === wanted)
    .slice(0, 3),
);

test('stars of the simulated survey are found to repeat after the period found, or after twice it', () => {
  expect(stars.length).toBeGreaterThan(10);
  for (const [k, star] of stars.entries()) {
    const search = {
      samples: observed(star, 100 + k),
      method: 'gls',
      terms: { base: 4, band: 0 },
      range: { shortest: 0.2, longest: 40 },
      fainter: 1,
    } as const;
    const steps = searchPeriod(search);
    let step = steps.next();
    while (!step.done) step = steps.next();
    const period = 1 / step.value.frequency;
    // Eclipses alike make half of the period the better one; multiples of the period fit as well.
    const best = Math.min(unlikeness(star, period), unlikeness(star, 2 * period));
    expect(best, `${star.kind} ${star.name}, ${period} d`).toBeLessThan(0.1);
  }
});
