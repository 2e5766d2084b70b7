import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aliasRows, asGood } from './alias-rows.ts';
import { frequencyAt, frequencyGrid, highestIndex, indexOf } from './frequency-grid.ts';
import { createPowerAt, multibandPowers } from './multiband.ts';
import type { Terms } from './multiband-design.ts';
import { chi2Of, fitHarmonics, parameterCount, reducedChi2 } from './multiband-model.ts';
import { bootstrapSearch, type PeriodSearch, searchPeriod } from './period-search.ts';
import golden from './periodogram.golden.json' with { type: 'json' };
import { centred, type PeriodSamples } from './samples.ts';
import { finish, simulatedStar } from './simulated-star.ts';

const termsFrom = ([base = 0, band = 0]: readonly number[]): Terms => ({ base, band });
const indexes = fc.integer({ min: 0, max: 400 });
const someTerms = fc.constantFrom<Terms>(
  { base: 1, band: 0 },
  { base: 1, band: 1 },
  { base: 3, band: 1 },
  { base: 0, band: 2 },
);

function gridFrom(samples: PeriodSamples, [shortest = 0, longest = 0, perPeak = 5]: readonly number[]) {
  return frequencyGrid({ shortest, longest }, centred(samples).baseline, perPeak);
}

describe('multi-band powers', () => {
  test.each(golden.simulated)('simulated star $index: the peak of astropy, to the step, and its powers', (wanted) => {
    const star = simulatedStar(wanted.index);
    const grid = gridFrom(star, wanted.limits);
    expect(grid.count).toBe(wanted.count);
    const powers = finish(multibandPowers(centred(star), grid, termsFrom(wanted.terms)));
    expect(Math.abs(highestIndex(powers) - wanted.peak)).toBeLessThanOrEqual(1);
    expect(powers[wanted.peak]).toBeCloseTo(wanted.power, 6);
    for (const [k = 0, power = 0] of wanted.at) expect(powers[k]).toBeCloseTo(power, 6);
  });

  test('turning phasors step by step is computing each frequency anew', () => {
    fc.assert(
      fc.property(indexes, someTerms, (index, terms) => {
        const samples = centred(simulatedStar(index));
        const grid = { first: 0.3, step: 1e-3, count: 1_200 };
        const powers = finish(multibandPowers(samples, grid, terms));
        const powerAt = createPowerAt(samples, terms);
        for (const k of [0, 1, 255, 256, 511, 700, 1_199])
          expect(powers[k]).toBeCloseTo(powerAt(frequencyAt(grid, k)), 8);
      }),
      { numRuns: 15 },
    );
  });

  test('a power lies between 0 and 1, and neither zero points of bands, the start of time, nor the unit change it', () => {
    fc.assert(
      fc.property(indexes, someTerms, fc.double({ min: 0.1, max: 8, noNaN: true }), (index, terms, frequency) => {
        const star = simulatedStar(index);
        const power = createPowerAt(centred(star), terms)(frequency);
        expect(power).toBeGreaterThanOrEqual(-1e-9);
        expect(power).toBeLessThanOrEqual(1 + 1e-9);
        const moved = {
          ...star,
          time: star.time.map((t) => t - 57_123.25),
          value: star.value.map((v, k) => 3 * (v + 5 * (star.band[k] ?? 0))),
          error: star.error.map((e) => 3 * e),
        };
        expect(createPowerAt(centred(moved), terms)(frequency)).toBeCloseTo(power, 6);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the model at a frequency', () => {
  test('its χ² is what the power says, and no small change of its level is better', () => {
    fc.assert(
      fc.property(indexes, someTerms, fc.double({ min: 0.2, max: 5, noNaN: true }), (index, terms, frequency) => {
        const samples = centred(simulatedStar(index));
        const model = fitHarmonics(samples, terms, frequency);
        const power = createPowerAt(samples, terms)(frequency);
        // The regularisation holds back a millionth.
        expect(model.chi2 / samples.chi2).toBeCloseTo(1 - power, 3);
        const shifted = chi2Of(samples, (time, band) => model.valueAt(time + samples.zero, band) + 0.01);
        expect(shifted).toBeGreaterThan(model.chi2);
      }),
      { numRuns: 40 },
    );
  });

  test('is periodic, and the same at a time as at its phase', () => {
    const samples = centred(simulatedStar(4));
    const model = fitHarmonics(samples, { base: 2, band: 1 }, 0.8);
    expect(model.valueAt(samples.zero + 0.3, 1)).toBeCloseTo(model.valueAt(samples.zero + 0.3 + 5 / 0.8, 1), 9);
    expect(model.valueAt(samples.zero + 0.5, 0)).toBeCloseTo(model.valueAtPhase(0.4, 0), 9);
  });

  test('reduced χ² divides by the points less the parameters, and is near 1 for the right model', () => {
    expect(parameterCount({ base: 1, band: 1 }, 2)).toBe(6);
    expect(parameterCount({ base: 3, band: 1 }, 2)).toBe(10);
    expect(parameterCount({ base: 2, band: 0 }, 3)).toBe(7);
    expect(reducedChi2(50, 60, 9, true)).toBe(1);
    expect(reducedChi2(50, 60, 10, false)).toBe(1);
    expect(reducedChi2(50, 6, 6, false)).toBeNaN();
    // Sines in three bands, each with an amplitude of its own.
    const star = simulatedStar(2);
    const samples = centred(star);
    const model = fitHarmonics(samples, { base: 1, band: 1 }, 1 / star.period);
    const reduced = reducedChi2(model.chi2, samples.count, model.parameters, false);
    expect(reduced).toBeGreaterThan(0.6);
    expect(reduced).toBeLessThan(1.5);
  });
});

describe('a search', () => {
  const searchOf = (index: number, more: Partial<PeriodSearch> = {}): PeriodSearch => {
    const star = simulatedStar(index);
    const range = { shortest: star.period * 0.6, longest: star.period * 1.7 };
    return { samples: star, method: 'gls', terms: { base: 2, band: 1 }, range, fainter: 1, ...more };
  };

  test.each(['gls', 'bls', 'string', 'lafler'] as const)('%s finds the period of an eclipsing star', (method) => {
    const { period } = simulatedStar(8);
    const result = finish(searchPeriod(searchOf(8, { method, terms: { base: 4, band: 0 } })));
    expect(Math.abs(1 / result.frequency - period) / period).toBeLessThan(0.3 / (result.baseline / period));
    expect(result.best).toBe(method === 'string' || method === 'lafler' ? 'lowest' : 'highest');
  });

  test('the true period lies within five of its errors, for most within two', () => {
    const off = Array.from({ length: 12 }, (_, k) => k * 9 + (k % 3)).map((index) => {
      const result = finish(searchPeriod(searchOf(index, { terms: { base: 1, band: 1 } })));
      expect(result.sigmaFrom).toBe('chi2');
      return Math.abs(result.frequency - 1 / simulatedStar(index).period) / result.sigma;
    });
    expect(Math.max(...off)).toBeLessThan(5);
    expect(off.filter((one) => one < 2).length).toBeGreaterThanOrEqual(10);
  });

  test('reports a share that only grows, and the window is 1 at frequency 0', () => {
    const steps = searchPeriod(searchOf(5));
    const shares: number[] = [];
    for (;;) {
      const step = steps.next();
      if (step.done) {
        expect(step.value.window?.values[0]).toBeCloseTo(1, 9);
        break;
      }
      shares.push(step.value.share);
    }
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });

  test('too few points, an empty range, and a search without end are refused in words', () => {
    const few = {
      time: Float64Array.of(1, 2, 3),
      value: Float64Array.of(1, 2, 3),
      error: Float64Array.of(1, 1, 1),
      band: new Uint8Array(3),
      bands: 1,
    };
    expect(() => finish(searchPeriod(searchOf(1, { samples: few })))).toThrow(/at least 5 points; here are 3/);
    expect(() => finish(searchPeriod(searchOf(1, { range: { shortest: 2, longest: 1 } })))).toThrow(/no range/);
    expect(() => finish(searchPeriod(searchOf(1, { range: { shortest: 1e-6, longest: 1 } })))).toThrow(/frequencies/);
    expect(() => finish(searchPeriod(searchOf(1, { terms: { base: 0, band: 0 } })))).toThrow(/Harmonics/);
  });

  test('values that are all the same are refused in words, whatever the method', () => {
    const star = simulatedStar(1);
    const still = { ...star, value: star.value.map((_, k) => 19.1 + (star.band[k] ?? 0)) };
    for (const method of ['gls', 'bls', 'string', 'lafler'] as const)
      expect(() => finish(searchPeriod(searchOf(1, { samples: still, method })))).toThrow(/all the same/);
  });

  test('the true period is among the aliases of each alias, with its own value', () => {
    const search = searchOf(2, { terms: { base: 1, band: 1 } });
    const { frequency } = finish(searchPeriod(search));
    const samples = centred(search.samples);
    const rows = aliasRows(samples, search, frequency + 1);
    const back = rows.find(({ name }) => name === '|f − 1/d|');
    expect(back?.frequency).toBeCloseTo(frequency, 9);
    expect(back?.value).toBeCloseTo(createPowerAt(samples, search.terms)(frequency), 2);
    expect(Math.max(...rows.map(({ value }) => value))).toBe(back?.value);
    expect(back?.isAsGood).toBe(true);
  });

  test('periods that nights do not tell apart are said to fit as well; of strings nothing is said', () => {
    // Once a night at the same hour: f and f ± 1/d are the same at every point.
    const count = 60;
    const time = Float64Array.from({ length: count }, (_, k) => 59_000 + k);
    const samples = {
      time,
      value: time.map((t, k) => 18 + Math.sin(2 * Math.PI * 0.37 * t) + 0.01 * Math.sin(k * k)),
      error: new Float64Array(count).fill(0.01),
      band: new Uint8Array(count),
      bands: 1,
    };
    const search = searchOf(1, { samples, terms: { base: 1, band: 0 } });
    const nightly = centred(samples);
    const rows = asGood(aliasRows(nightly, search, 0.37), nightly.baseline);
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['|f − 1/d|', 'f + 1/d', '|f − 2/d|', 'f + 2/d']),
    );
    expect(rows.some(({ name }) => name === 'f' || name.includes('yr') || name === 'f/2')).toBe(false);
    expect(aliasRows(nightly, { ...search, method: 'string' }, 0.37).some(({ isAsGood }) => isAsGood)).toBe(false);
  });

  test.each(['bls', 'lafler'] as const)('the bootstrap of %s stays behind a real signal', (method) => {
    const search = searchOf(8, { method, terms: { base: 1, band: 0 } });
    const { values, best, index } = finish(searchPeriod(search));
    const maxima = finish(bootstrapSearch({ ...search, shuffles: 5, seed: 1 }));
    const observed = (best === 'highest' ? 1 : -1) * (values[index] ?? 0);
    expect(Math.max(...maxima)).toBeLessThan(observed);
  });

  test('index and frequency of a grid are each other’s inverse', () => {
    const grid = { first: 0.5, step: 0.01, count: 100 };
    fc.assert(fc.property(fc.nat(99), (k) => indexOf(grid, frequencyAt(grid, k)) === k));
    expect(indexOf(grid, 99)).toBe(99);
  });
});
