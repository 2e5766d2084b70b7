import { expect, test } from 'vitest';
import { frequencyAt } from './frequency-grid.ts';
import { multibandPowers } from './multiband.ts';
import { gridOf, type PeriodResult, type PeriodSearch, searchPeriod } from './period-search.ts';
import { type Coarse, progressively } from './progressively.ts';
import { centred } from './samples.ts';
import { finish, simulatedStar } from './simulated-star.ts';

const star = simulatedStar(5);
const terms = { base: 2, band: 0 };

test('all frequencies are there in the end, as in one pass, and every fourth and every second before', () => {
  const samples = centred(star);
  const grid = { first: 1 / (star.period * 1.7), step: 1 / (10 * samples.baseline), count: 4_099 };
  const whole = finish(multibandPowers(samples, grid, terms));
  const steps = progressively(grid, (part) => multibandPowers(samples, part, terms));
  const [seen, shares]: [Coarse[], number[]] = [[], []];
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    shares.push(step.value.share);
    if (step.value.coarse) seen.push(step.value.coarse);
  }
  expect(step.value).toHaveLength(grid.count);
  step.value.forEach((power, k) => {
    expect(power).toBeCloseTo(whole[k] ?? Number.NaN, 9);
  });
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(seen.map(({ values }) => values.length)).toEqual([1_025, 2_050]);
  for (const { grid: wider, values } of seen)
    values.forEach((power, k) => {
      expect(power).toBe(step.value[Math.round((frequencyAt(wider, k) - grid.first) / grid.step)]);
    });
});

test.each([1, 2, 3, 5])('a grid of %i frequencies is as good as a long one', (count) => {
  const over = function* (part: { readonly count: number; readonly first: number; readonly step: number }) {
    yield 0;
    return Float64Array.from({ length: part.count }, (_, k) => part.first + k * part.step);
  };
  expect([...finish(progressively({ first: 1, step: 1, count }, over))]).toEqual(
    Array.from({ length: count }, (_, k) => 1 + k),
  );
});

test('a long search shows its best so far twice, and that is the period already', () => {
  const search: PeriodSearch = {
    samples: star,
    method: 'gls',
    terms,
    range: { shortest: 0.005, longest: 30 },
    fainter: 1,
  };
  const { count } = gridOf(search, centred(star).baseline);
  expect(count * star.time.length).toBeGreaterThan(2e7);
  const soFar: PeriodResult[] = [];
  const steps = searchPeriod(search);
  let step = steps.next();
  for (; !step.done; step = steps.next()) if (step.value.soFar) soFar.push(step.value.soFar);
  const { frequency, sigma, grid, frequencies } = step.value;
  expect([grid.count, frequencies]).toEqual([count, count]);
  expect(soFar.map((one) => Math.round((4 * one.grid.count) / count))).toEqual([1, 2]);
  for (const one of soFar) {
    expect(one.frequencies).toBe(count);
    expect(one.window).toBeUndefined();
    expect(Math.abs(one.frequency - frequency)).toBeLessThan(sigma);
  }
});
