import { expect, test } from 'vitest';
import { meanOf, sampleDeviation } from './deviation.ts';

test('the deviation is that of a sample, and one value alone has none', () => {
  expect([meanOf([2, 4, 4, 4, 5, 5, 7, 9]), sampleDeviation([2, 4, 4, 4, 5, 5, 7, 9])]).toEqual([5, Math.sqrt(32 / 7)]);
  expect([sampleDeviation([3]), sampleDeviation([]), meanOf([])]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});
