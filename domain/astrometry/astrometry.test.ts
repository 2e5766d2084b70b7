import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meanPosition } from '#domain/astrometry/mean-position.ts';
import { motionOf } from '#domain/astrometry/motion.ts';
import { offsetStars } from '#domain/astrometry/offset-stars.ts';
import { offsetFrom, positionAngleDeg, positionAt } from '#domain/astrometry/offsets.ts';
import { writtenPositions } from '#domain/astrometry/written-position.ts';
import { separationArcsec } from '#domain/coordinates/separation.ts';
import goldenJson from './astrometry.golden.json' with { type: 'json' };

type Six = readonly [number, number, number, number, number, number];
const golden = goldenJson as unknown as {
  readonly offsets: readonly Six[];
  readonly motions: readonly {
    readonly points: readonly (readonly [mjd: number, ra: number, dec: number])[];
    readonly rate: number;
    readonly angle: number;
    readonly residual: number;
  }[];
};

const target = { raDeg: 150.1, decDeg: 2.2 };
const star = (id: string, mag: number, eastArcsec: number, northArcsec: number) => ({
  id,
  mag,
  ...positionAt(target, { eastArcsec, northArcsec }),
});

describe('offsets', () => {
  test.each(golden.offsets)(
    'from %d %d to %d %d are those of astropy, and lead back',
    (ra, dec, ra1, dec1, east, north) => {
      const centre = { raDeg: ra, decDeg: dec };
      const position = { raDeg: ra1, decDeg: dec1 };
      const offset = offsetFrom(centre, position);
      expect(Math.hypot(offset.eastArcsec - east, offset.northArcsec - north)).toBeLessThan(1e-5);
      expect(separationArcsec(positionAt(centre, offset), position)).toBeLessThan(1e-6);
    },
  );

  test('what lies behind has none', () => {
    expect(offsetFrom(target, { raDeg: 330.1, decDeg: -2.2 }).eastArcsec).toBeNaN();
  });

  test('angles run from north over east', () => {
    expect(positionAngleDeg({ eastArcsec: 1, northArcsec: 0 })).toBeCloseTo(90, 10);
    expect(positionAngleDeg({ eastArcsec: -1, northArcsec: 0 })).toBeCloseTo(270, 10);
  });
});

describe('the mean position', () => {
  test('lies among its positions across RA 0, and its error is the scatter over the root of their number', () => {
    const shifts = [-1, -0.5, 0, 0.5, 1];
    const mean = meanPosition(shifts.map((s) => ({ raDeg: (360 + s / 3600) % 360, decDeg: 10 + s / 3600 })));
    expect(mean?.count).toBe(5);
    expect(separationArcsec(mean ?? target, { raDeg: 0, decDeg: 10 })).toBeLessThan(1e-4);
    expect(mean?.scatterNorthArcsec).toBeCloseTo(Math.sqrt(2.5 / 4), 4);
    expect(mean?.errorArcsec).toBeCloseTo(Math.sqrt(2.5 / 4) / Math.sqrt(5), 4);
  });

  test('of nothing is none, of one has no scatter', () => {
    expect(meanPosition([{ raDeg: Number.NaN, decDeg: Number.NaN }])).toBeUndefined();
    expect(meanPosition([target])).toMatchObject({ count: 1, scatterEastArcsec: Number.NaN });
  });
});

test('positions are written as fine as their error is worth', () => {
  const texts = (error: number) => writtenPositions(target, error).map(({ text }) => text);
  expect(texts(0.1)[0]).toBe('10:00:24.000 +02:12:00.00');
  expect(texts(2)[0]).toBe('10:00:24.0 +02:12:00');
  expect(texts(0.1)[2]).toBe('150.100000 +2.200000');
  expect(texts(0.1)[1]).toBe('10h00m24.000s +02d12m00.00s');
  expect(texts(1e-9)[0]).toBe('10:00:24.0000 +02:12:00.000');
});

describe('motion', () => {
  test.each(golden.motions)('of $rate ″/h is numpy’s line', ({ points, rate, angle, residual }) => {
    const motion = motionOf(points.map(([mjd, raDeg, decDeg]) => ({ mjd, raDeg, decDeg })));
    // An MJD of a double is good to 0.6 µs of a day: so is the rate.
    expect(motion?.rateArcsecPerHour).toBeCloseTo(rate, 3);
    expect(motion?.positionAngleDeg).toBeCloseTo(angle, 4);
    expect(motion?.residualArcsec).toBeCloseTo(residual, 3);
  });

  test('needs two moments', () => {
    expect(motionOf([])).toBeUndefined();
    expect(
      motionOf([
        { mjd: 1, ...target },
        { mjd: 1, ...target },
      ]),
    ).toBeUndefined();
  });
});

describe('offset stars', () => {
  test('are bright, alone, in the field, apart from each other, and lead to the target', () => {
    const stars = [
      star('blinding', 8, 30, 30),
      star('good', 12, 60, -20),
      star('double', 11, -60, 40),
      star('its companion', 13, -62, 41),
      star('near the good one', 12.5, 75, -20),
      star('outside', 11.5, 149, 0),
      star('faint', 19, 10, 60),
      star('second', 14, -50, -70),
    ];
    const chosen = offsetStars(target, stars, 150);
    expect(chosen.map(({ id, letter }) => [id, letter])).toEqual([
      ['good', 'A'],
      ['second', 'B'],
    ]);
    expect(chosen[0]?.toTarget.eastArcsec).toBeCloseTo(-60, 2);
    expect(chosen[0]?.toTarget.northArcsec).toBeCloseTo(20, 1);
  });

  test('any field gives at most four, each inside', () => {
    const field = fc.array(
      fc.tuple(
        fc.double({ min: 9, max: 20, noNaN: true }),
        fc.integer({ min: -200, max: 200 }),
        fc.integer({ min: -200, max: 200 }),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(field, (list) => {
        const chosen = offsetStars(
          target,
          list.map(([mag, e, n], i) => star(String(i), mag, e, n)),
          150,
        );
        expect(chosen.length).toBeLessThanOrEqual(4);
        for (const { distanceArcsec } of chosen) expect(distanceArcsec).toBeLessThan(150 * Math.SQRT2);
      }),
    );
  });
});
