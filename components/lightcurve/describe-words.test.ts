import { expect, test } from 'vitest';
import { wordsOfLightcurve } from './describe-words.ts';
import { testCurve } from './test-curve.ts';

test('a summary counts, names the brightest and says how it changes', () => {
  const curve = testCurve([
    { mjd: 59000, kind: 'limit', limitMag: 20 },
    { mjd: 59010, mag: 17.5, magErr: 0.02, band: 'g' },
    ...Array.from({ length: 6 }, (_, k) => ({
      mjd: 59011 + 2 * k,
      mag: 18 + 0.06 * k,
      magErr: 0.02,
      band: 'r' as const,
    })),
  ]);
  expect(wordsOfLightcurve(curve)).toBe(
    '7 detections in 2 bands, brightest g = 17.50 on 2020-06-10, fading 0.030 ± 0.002 mag/day in r',
  );
});

test('a trend that the errors allow to be none is not told, nor one of two points', () => {
  const flat = Array.from({ length: 5 }, (_, k) => ({ mjd: 59011 + 2 * k, mag: 18 + (k % 2) / 100, magErr: 0.1 }));
  expect(wordsOfLightcurve(testCurve(flat))).toBe('5 detections in 1 band, brightest g = 18.00 on 2020-06-11');
  expect(wordsOfLightcurve(testCurve(flat.slice(0, 2)))).not.toContain('mag/day');
});

test('a fading below the reference is no brightening', () => {
  const curve = testCurve([
    { mjd: 59000, mag: 15, negative: true },
    { mjd: 59001, mag: 19 },
  ]);
  expect(wordsOfLightcurve(curve)).toContain('brightest g = 19.00');
  expect(wordsOfLightcurve(testCurve([]))).toBe('0 detections in 0 bands');
});
