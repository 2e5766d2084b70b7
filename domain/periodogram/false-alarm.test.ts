import { describe, expect, test } from 'vitest';
import { baluevChance, bootstrapChance, bootstrapMaxima, logGamma } from './false-alarm.ts';
import { frequencyAt, frequencyGrid, highestIndex } from './frequency-grid.ts';
import { createPowerAt, multibandPowers } from './multiband.ts';
import { seededUniform } from './period-search.ts';
import golden from './periodogram.golden.json' with { type: 'json' };
import { centred } from './samples.ts';
import { finish, onlyBand, simulatedStar } from './simulated-star.ts';
import { windowFunction } from './window-function.ts';

describe('the chance of a false alarm', () => {
  test('is Baluev’s, as astropy has it, and powers of one band are those of its Lomb-Scargle', () => {
    for (const { index, levels, chances, powers } of golden.falseAlarms) {
      const samples = centred(onlyBand(simulatedStar(index)));
      levels.forEach((level, k) => {
        const ratio = baluevChance(samples, level, 10) / (chances[k] ?? Number.NaN);
        // Its variance of the times is a difference of squares of MJD: five digits.
        expect(ratio).toBeCloseTo(1, 3);
      });
      const powerAt = createPowerAt(samples, { base: 1, band: 0 });
      [0.31, 1.7, 4.9].forEach((frequency, k) => {
        expect(powerAt(frequency)).toBeCloseTo(powers[k] ?? Number.NaN, 5);
      });
    }
  });

  test('of the bootstrap is near Baluev’s for noise, the same for the same seed, and never 0', () => {
    const uniform = seededUniform(9);
    const normal = () => Array.from({ length: 12 }, uniform).reduce((sum, one) => sum + one, 0) - 6;
    const time = Float64Array.from({ length: 80 }, () => 60 * uniform());
    const error = time.map(() => 0.5 + uniform());
    const samples = centred({ time, value: error.map((e) => e * normal()), error, band: new Uint8Array(80), bands: 1 });
    const grid = frequencyGrid({ shortest: 0.25, longest: 20 }, samples.baseline, 5);
    const options = () => ({ terms: { base: 1, band: 0 }, shuffles: 300, random: seededUniform(1) });
    const maxima = finish(bootstrapMaxima(samples, grid, options()));
    expect(finish(bootstrapMaxima(samples, grid, options()))).toEqual(maxima);
    for (const level of [0.2, 0.24, 0.28]) {
      const [boot, formula] = [bootstrapChance(maxima, level), baluevChance(samples, level, 4)];
      expect(boot).toBeLessThan(formula * 1.4 + 0.02);
      expect(boot).toBeGreaterThan(formula * 0.4 - 0.02);
    }
    expect(bootstrapChance(maxima, 1)).toBeCloseTo(1 / 301, 12);
  });

  test('the bootstrap of a real signal never reaches it', () => {
    const star = simulatedStar(2);
    const samples = centred(star);
    const grid = frequencyGrid({ shortest: star.period * 0.6, longest: star.period * 1.6 }, samples.baseline, 5);
    const terms = { base: 1, band: 1 };
    const maxima = finish(bootstrapMaxima(samples, grid, { terms, shuffles: 40, random: seededUniform(3) }));
    const power = Math.max(...finish(multibandPowers(samples, grid, terms)));
    expect(bootstrapChance(maxima, power)).toBeCloseTo(1 / 41, 12);
  });

  test('the logarithm of the gamma function is that of the factorials', () => {
    let logFactorial = 0;
    for (let n = 1; n < 60; n++) {
      expect(logGamma(n)).toBeCloseTo(logFactorial, 9);
      logFactorial += Math.log(n);
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
  });
});

test('nights make a window with a peak at one a day', () => {
  const uniform = seededUniform(21);
  const time = Float64Array.from({ length: 300 }, () => Math.floor(200 * uniform()) + 0.2 * uniform());
  const samples = centred({
    time,
    value: time.map(uniform),
    error: time.map(() => 1),
    band: new Uint8Array(300),
    bands: 1,
  });
  const grid = { first: 0.5, step: 0.001, count: 1_000 };
  const values = finish(windowFunction(samples, grid));
  expect(frequencyAt(grid, highestIndex(values))).toBeCloseTo(1, 2);
});
