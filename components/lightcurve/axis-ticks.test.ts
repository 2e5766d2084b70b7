import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateFromMjd, textFromNumber, timeTicks, valueTicks } from './axis-ticks.ts';
import { textFromMeasurement } from './measurement-text.ts';

test('an MJD tick and its date are the same instant', () => {
  const ticks = timeTicks(59510, 59541);
  expect(ticks.major.map(({ label }) => label)).toEqual([
    '59510',
    '59515',
    '59520',
    '59525',
    '59530',
    '59535',
    '59540',
  ]);
  expect(ticks.dates).toEqual(['Oct 23, 2021', 'Oct 28', 'Nov 2', 'Nov 7', 'Nov 12', 'Nov 17', 'Nov 22']);
  expect(dateFromMjd(59540.3835)).toBe('2021-11-22 09:12');
});

test('a night is told in hours', () => {
  const ticks = timeTicks(60488.0, 60489.1);
  expect(ticks.step).toBeLessThan(1);
  expect(ticks.dates[1]).toMatch(/^Jun 27 \d\d:\d\d$/);
});

test('any range has between 3 and 13 ticks, all inside, with a share of them for narrow frames', () => {
  const range = fc.tuple(
    fc.double({ min: -1e4, max: 1e5, noNaN: true }),
    fc.double({ min: 0.05, max: 5e3, noNaN: true }),
  );
  fc.assert(
    fc.property(range, ([low, span]) => {
      for (const { major } of [valueTicks(low, low + span, 5), timeTicks(low, low + span)]) {
        expect(major.length).toBeGreaterThanOrEqual(3);
        expect(major.length).toBeLessThanOrEqual(13);
        for (const { at } of major) expect(at >= low - span * 1e-6 && at <= low + span * (1 + 1e-6)).toBe(true);
      }
      expect(timeTicks(low, low + span).major.filter(({ always }) => always).length).toBeLessThanOrEqual(4);
    }),
  );
});

test('minus signs are true, and zero has none', () => {
  expect(textFromNumber(-0.2, 1)).toBe('−0.2');
  expect(textFromNumber(-0.04, 1)).toBe('0.0');
});

test.each([
  [17.263, 0.038, '17.263 ± 0.038'],
  [19.284, 0.134, '19.28 ± 0.13'],
  [-0.0671, 0.0192, '−0.067 ± 0.019'],
  [5.71, 0.62, '5.71 ± 0.62'],
  [106.94, 1.83, '106.9 ± 1.8'],
  [1234, 97, '1234 ± 97'],
  [18.1, Number.NaN, '18.10'],
])('%d ± %d is written %s', (value, error, text) => {
  expect(textFromMeasurement(value, error)).toBe(text);
});
