import { expect, test } from 'vitest';
import golden from './heliocentric.golden.json' with { type: 'json' };
import { heliocentricDelayDays } from './heliocentric.ts';

test('light reaches the Sun when astropy says, to 0.2 s', () => {
  for (const [mjd = 0, ra = 0, dec = 0, seconds = 0] of golden.rows)
    expect(Math.abs(heliocentricDelayDays(mjd, ra, dec) * 86_400 - seconds)).toBeLessThan(0.2);
});
