import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { episodesOf, type SourceFlux, standardise, stateOf, thresholdsOf } from './standardise.ts';

const golden = JSON.parse(readFileSync(new URL('blazar.golden.json', import.meta.url), 'utf8'));
const points: readonly SourceFlux[] = golden.points;

test.each([
  ['two bands', 'both', points, undefined],
  ['a single band', 'single', points.filter(({ band }) => band === 'g'), undefined],
  ['alerts from before a data release', 'release', points, golden.since],
] as const)('%s: values, errors, medians and thresholds are those of numpy', (_, name, fluxes, since) => {
  const wanted = golden[name];
  const found = standardise(fluxes, since);
  expect(found.before).toBe(fluxes.filter(({ mjd }) => mjd < (since ?? 0)).length);
  expect(found.windows).toBe(wanted.windows);
  expect(found.points).toHaveLength(fluxes.length);
  found.points.forEach(({ value, error }, i) => {
    expect(value).toBeCloseTo(wanted.values[i], 10);
    expect(error).toBeCloseTo(wanted.errors[i], 10);
  });
  for (const [band, median] of found.medians) expect(median).toBeCloseTo(wanted.medians[band], 8);
  for (const [q, [low, high]] of Object.entries<[number, number]>(wanted.percentiles)) {
    expect(thresholdsOf(found, Number(q)).low).toBeCloseTo(low, 10);
    expect(thresholdsOf(found, Number(q)).high).toBeCloseTo(high, 10);
  }
});

test('alerts from before the data release have values, and change no median of a band', () => {
  const release: SourceFlux[] = [10, 11, 12].map((flux, k) => ({ mjd: 100 + k, band: 'g', flux, fluxErr: 1 }));
  const flares: SourceFlux[] = [80, 90, 99].map((flux, k) => ({ mjd: k, band: 'g', flux, fluxErr: 1 }));
  const { points: found, before } = standardise([...flares, ...release], 100);
  expect(before).toBe(3);
  expect((found[0]?.value ?? 0) / (found.at(-1)?.value ?? 1)).toBeCloseTo(80 / 12, 12);
  // A band that was seen before only has no median to be measured by.
  const lost = standardise([...release, { mjd: 1, band: 'r', flux: 5, fluxErr: 1 }], 100);
  expect(lost.points.map(({ band }) => band)).toEqual(['g', 'g', 'g']);
});

test('bands that never share a night have medians of their own', () => {
  const apart: SourceFlux[] = [
    { mjd: 1, band: 'g', flux: 10, fluxErr: 1 },
    { mjd: 2, band: 'g', flux: 30, fluxErr: 1 },
    { mjd: 5, band: 'r', flux: 200, fluxErr: 4 },
  ];
  const { medians, windows, points: found } = standardise(apart);
  expect([windows, medians.get('g'), medians.get('r')]).toEqual([0, 20, 200]);
  expect(found.map(({ value }) => value)).toEqual([0.5, 1.5, 1]);
});

test('fluxes that are no numbers, and bands that are mostly negative, are left out', () => {
  const { points: found } = standardise([
    { mjd: 1, band: 'g', flux: Number.NaN, fluxErr: 1 },
    { mjd: 2, band: 'r', flux: 5, fluxErr: 1 },
    { mjd: 2.1, band: 'i', flux: -5, fluxErr: 1 },
  ]);
  expect(found.map(({ band, value }) => [band, value])).toEqual([['r', 1]]);
  expect(standardise([]).points).toEqual([]);
});

test('at 50 % every epoch is high or low; at 0 % the extremes alone are', () => {
  const all = standardise(points);
  const states = (q: number) => all.points.map(({ value }) => stateOf(value, thresholdsOf(all, q)));
  expect(states(50)).not.toContain('middle');
  expect(states(0).filter((state) => state !== 'middle')).toEqual(expect.arrayContaining(['low', 'high']));
  expect(states(0).filter((state) => state !== 'middle')).toHaveLength(2);
});

test('episodes hold every epoch once, in order', () => {
  const all = standardise(points);
  const episodes = episodesOf(all, thresholdsOf(all, 10));
  expect(episodes.reduce((sum, { epochs }) => sum + epochs, 0)).toBe(all.points.length);
  expect(episodes.every(({ fromMjd, toMjd }, i) => fromMjd <= toMjd && fromMjd >= (episodes[i - 1]?.toMjd ?? 0))).toBe(
    true,
  );
  expect(episodes.every(({ state }, i) => state !== episodes[i - 1]?.state)).toBe(true);
});
