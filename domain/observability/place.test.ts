import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { angleDeg, vectorOf } from '#domain/coordinates/vector.ts';
import { clockText, offsetText } from '#domain/observability/civil-time.ts';
import { observatory, observatoryGroups } from '#domain/observability/observatories.ts';
import { isTimeZone, siteFromText, textFromSite, zoneOfLongitude } from '#domain/observability/place.ts';
import { fixedTarget, movingTarget } from '#domain/observability/target.ts';

const sites = observatoryGroups.flatMap(([, list]) => list);

describe('observatories', () => {
  test('have ids of their own, real places, and clocks within three hours of the Sun', () => {
    expect(new Set(sites.map(({ id }) => id)).size).toBe(sites.length);
    expect(sites.length).toBeGreaterThan(40);
    const now = Date.UTC(2026, 0, 15);
    for (const site of sites) {
      expect(site.id).toMatch(/^[a-z][a-z-]{1,19}$/);
      expect(Math.abs(site.latDeg)).toBeLessThan(90);
      expect(isTimeZone(site.timeZone)).toBe(true);
      const hours = Number(new Date(Date.parse(`2026-01-15T${clockText(now, site.timeZone)}Z`)).getUTCHours());
      const solar = (((site.lonDeg / 15 - hours) % 24) + 36) % 24;
      expect(Math.abs(solar - 12)).toBeLessThan(3);
    }
  });

  test('are found by id', () => {
    expect(observatory('rubin')?.timeZone).toBe('America/Santiago');
    expect(observatory('nowhere')).toBeUndefined();
  });
});

describe('a place of one’s own', () => {
  const zones = ['Europe/Paris', 'Asia/Kolkata', 'America/Los_Angeles', 'Etc/GMT+7', 'UTC'];

  test('is read from the text that it is written as', () => {
    const place = fc.record({
      lonDeg: fc.integer({ min: -180_000_000, max: 180_000_000 }).map((value) => value / 1e6),
      latDeg: fc.integer({ min: -90_000_000, max: 90_000_000 }).map((value) => value / 1e6),
      heightM: fc.integer({ min: -430, max: 8850 }),
      zone: fc.option(fc.constantFrom(...zones), { nil: undefined }),
    });
    fc.assert(
      fc.property(place, ({ zone, ...rest }) => {
        const timeZone = zone ?? zoneOfLongitude(rest.lonDeg);
        const site = { id: 'own', name: 'Own place', ...rest, timeZone };
        expect(siteFromText(textFromSite(site))).toEqual({ ...site, lonDeg: rest.lonDeg + 0, latDeg: rest.latDeg + 0 });
      }),
    );
  });

  test.each(['', '7.5', '7.5_43.9', '181_0_0', '0_91_0', '0_0_9999', '0_0_0_Mars/Olympus', '0_0_0_', 'NaN_0_0'])(
    '%s is none',
    (text) => {
      expect(siteFromText(text)).toBeUndefined();
    },
  );

  test('has the hours of its longitude unless a zone is named', () => {
    expect(siteFromText('-116.9_33.4_1706')?.timeZone).toBe('Etc/GMT+8');
    expect(siteFromText('78.96_32.78_4500_Asia/Kolkata')?.timeZone).toBe('Asia/Kolkata');
    expect(zoneOfLongitude(5)).toBe('Etc/GMT');
  });

  test('half hours are written', () => {
    expect(offsetText(330)).toBe('UTC+5:30');
    expect(offsetText(-420)).toBe('UTC−7');
    expect(offsetText(0)).toBe('UTC');
    expect(clockText(Date.UTC(2026, 5, 21, 12), 'Asia/Kolkata')).toBe('17:30');
  });
});

describe('what moves', () => {
  const points = [0, 1, 2].map((i) => ({ ms: i * 3_600_000, raDeg: 359.9 + 0.1 * i, decDeg: 10 + i }));

  test('is where its ephemeris says, between its lines too, and goes on beyond them', () => {
    const target = movingTarget(points);
    if (!target) throw new Error('there are lines');
    expect(angleDeg(target(3_600_000), vectorOf({ raDeg: 0, decDeg: 11 }))).toBeLessThan(1e-9);
    expect(angleDeg(target(1_800_000), vectorOf({ raDeg: 359.95, decDeg: 10.5 }))).toBeLessThan(0.001);
    expect(angleDeg(target(10_800_000), vectorOf({ raDeg: 0.2, decDeg: 13 }))).toBeLessThan(0.01);
  });

  test('needs one line at least', () => {
    expect(movingTarget([])).toBeUndefined();
    const [first] = points;
    if (!first) throw new Error('there is one');
    expect(movingTarget([first])?.(5)).toEqual(fixedTarget(first)(0));
  });
});
