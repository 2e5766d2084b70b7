import { describe, expect, test } from 'vitest';
import { vectorOf } from '#domain/coordinates/vector.ts';
import { airmassAt, airmassAtApparent, altitudeAtAirmass, refractionDeg } from '#domain/observability/airmass.ts';
import { bestWindow } from '#domain/observability/best-window.ts';
import { offsetMinutes, startOfDay } from '#domain/observability/civil-time.ts';
import { horizontalOf, moonFrom, sunAltDeg } from '#domain/observability/horizon.ts';
import { moonPhase } from '#domain/observability/moon-phase.ts';
import { darkSpans, nightDateAt, nightOf, nightSpan, sunlessSpan, tonight } from '#domain/observability/night.ts';
import { nightTrack, trackPointAt } from '#domain/observability/night-track.ts';
import type { Site } from '#domain/observability/place.ts';
import { crossings } from '#domain/observability/roots.ts';
import { createSkyPath } from '#domain/observability/sky-path.ts';
import { fixedTarget } from '#domain/observability/target.ts';
import { yearAhead } from '#domain/observability/year-ahead.ts';
import goldenJson from './observability.golden.json' with { type: 'json' };

type Two = readonly [number, number];
interface GoldenNight {
  readonly site: string;
  readonly date: string;
  readonly zone: string;
  readonly midnightMs: number;
  readonly midMs: number;
  readonly offsetsMin: Two;
  readonly events: Readonly<Record<string, readonly number[]>>;
  readonly dark: number;
  readonly hours: readonly Two[];
}
const golden = goldenJson as unknown as {
  readonly sites: Readonly<Record<string, readonly [number, number, number, string]>>;
  readonly sky: readonly {
    readonly site: string;
    readonly ms: number;
    readonly sun: Two;
    readonly moon: Two;
    readonly illumination: number;
    readonly targets: readonly (readonly [number, number, number, number, number])[];
  }[];
  readonly nights: readonly GoldenNight[];
  readonly airmass: readonly Two[];
};

function siteNamed(id: string): Site {
  const [lonDeg, latDeg, heightM, timeZone] = golden.sites[id] ?? [0, 0, 0, 'UTC'];
  return { id, name: id, lonDeg, latDeg, heightM, timeZone };
}

const path = createSkyPath();
const palomar = siteNamed('palomar');
const radians = Math.PI / 180;

/** Angle between two places on the sky given as altitude and azimuth, degrees. */
function apart([alt1, az1]: Two, { altDeg, azDeg }: { altDeg: number; azDeg: number }): number {
  const a = vectorOf({ raDeg: az1, decDeg: alt1 });
  const b = vectorOf({ raDeg: azDeg, decDeg: altDeg });
  return (2 * Math.asin(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) / 2)) / radians;
}

describe('the sky of a place, against astropy', () => {
  test.each(golden.sky)('$site at $ms: targets, Sun and Moon within 0.02°, distance from the Moon too', (row) => {
    const site = siteNamed(row.site);
    const sky = path.at(row.ms);
    expect(apart(row.sun, horizontalOf(sky.sun, sky, site))).toBeLessThan(0.02);
    expect(apart(row.moon, horizontalOf(moonFrom(sky, site), sky, site))).toBeLessThan(0.03);
    expect(Math.abs(moonPhase(sky).illumination - row.illumination)).toBeLessThan(0.002);
    for (const [raDeg, decDeg, alt, az, distance] of row.targets) {
      const point = trackPointAt(row.ms, { site, path, target: fixedTarget({ raDeg, decDeg }) });
      expect(apart([alt, az], point.target)).toBeLessThan(0.02);
      expect(Math.abs(point.moonDistanceDeg - distance)).toBeLessThan(0.03);
    }
  });
});

describe('air mass', () => {
  test.each(golden.airmass)('at %d° it is that of Pickering 2002', (altitude, expected) => {
    expect(airmassAtApparent(altitude)).toBeCloseTo(expected, 5);
  });

  test('is 1 overhead, some 38.7 at the horizon, and nothing below it', () => {
    expect(airmassAtApparent(90)).toBeCloseTo(1, 6);
    expect(airmassAtApparent(0)).toBeGreaterThan(38);
    expect(airmassAtApparent(0)).toBeLessThan(40);
    expect(airmassAtApparent(-0.01)).toBeNaN();
  });

  test('of a true altitude counts refraction: half a degree at the horizon, nothing that matters at 30°', () => {
    expect(refractionDeg(0)).toBeCloseTo(0.48, 1);
    expect(airmassAt(-0.3)).toBeGreaterThan(30);
    expect(Math.abs(airmassAt(30) - airmassAtApparent(30))).toBeLessThan(0.003);
  });
});

test.each([1.02, 1.2, 2, 3, 10])('an air mass of %d has its altitude', (airmass) => {
  expect(airmassAt(altitudeAtAirmass(airmass))).toBeCloseTo(airmass, 4);
});

describe('nights', () => {
  test.each(golden.nights)('$site $date: clocks are those of the zone, summer time included', (row) => {
    const site = siteNamed(row.site);
    const next = new Date(Date.parse(`${row.date}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    expect(startOfDay(next, row.zone)).toBe(row.midnightMs);
    const span = nightSpan(row.date, site);
    expect(Math.abs(span.midMs - row.midMs)).toBeLessThan(2);
    expect([offsetMinutes(span.fromMs, row.zone), offsetMinutes(span.toMs, row.zone)]).toEqual(row.offsetsMin);
  });

  test.each(golden.nights)('$site $date: the Sun sets and each twilight ends within 20 s of astropy', (row) => {
    const night = nightOf(row.date, siteNamed(row.site), path);
    const edges = night.phases.slice(1).map(({ fromMs }) => fromMs);
    const expected = Object.values(row.events)
      .flat()
      .sort((a, b) => a - b);
    expect(edges).toHaveLength(expected.length);
    for (const [index, ms] of expected.entries()) expect(Math.abs((edges[index] ?? 0) - ms)).toBeLessThan(20_000);
    expect(night.phases[0]?.fromMs).toBe(night.fromMs);
    expect(night.phases.at(-1)?.toMs).toBe(night.toMs);
  });

  test.each(golden.nights)(
    '$site $date: hours in the dark above 30°, and without the Moon, within 4 minutes',
    (row) => {
      const site = siteNamed(row.site);
      for (const [index, [up, moonless]] of row.hours.entries()) {
        const target = golden.sky[0]?.targets[index];
        const fixed = fixedTarget({ raDeg: target?.[0] ?? 0, decDeg: target?.[1] ?? 0 });
        const [night] = yearAhead({ site, path, target: fixed }, { date: row.date, nights: 1, minAltDeg: 30 });
        expect(Math.abs((night?.dark ?? -1) - row.dark)).toBeLessThan(4 / 60);
        expect(Math.abs((night?.up ?? -1) - up)).toBeLessThan(4 / 60);
        expect(Math.abs((night?.upMoonless ?? -1) - moonless)).toBeLessThan(4 / 60);
      }
    },
  );

  test('follow each other without gap or overlap, the weeks in which clocks change included', () => {
    for (const site of Object.keys(golden.sites).map(siteNamed)) {
      for (let day = 0; day < 366; day += 1) {
        const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
        const next = new Date(Date.UTC(2026, 0, 2 + day)).toISOString().slice(0, 10);
        expect(nightSpan(next, site).fromMs).toBe(nightSpan(date, site).toMs);
        expect(nightDateAt(nightSpan(date, site).midMs, site)).toBe(date);
      }
    }
  });

  test('tonight is the night that lasts, and from sunrise on the next one', () => {
    const night = nightOf('2026-11-22', palomar, path);
    const dark = sunlessSpan(night);
    expect(tonight(night.midMs - 3_600_000, palomar, path)).toBe('2026-11-22');
    expect(tonight((dark?.toMs ?? 0) - 60_000, palomar, path)).toBe('2026-11-22');
    expect(tonight((dark?.toMs ?? 0) + 60_000, palomar, path)).toBe('2026-11-23');
    expect(tonight(night.toMs + 60_000, palomar, path)).toBe('2026-11-23');
  });

  test('the Sun that does not set leaves no night, the Sun that does not rise leaves no day', () => {
    const north = siteNamed('north');
    expect(sunlessSpan(nightOf('2026-06-21', north, path))).toBeUndefined();
    expect(darkSpans(nightOf('2026-06-21', north, path), 'civil')).toEqual([]);
    const winter = nightOf('2026-12-21', north, path);
    expect(winter.phases.every(({ level }) => level !== 'day')).toBe(true);
  });

  test('clocks that are put forward at midnight: the day begins at the change', () => {
    const start = startOfDay('2026-09-06', 'America/Santiago');
    expect(new Date(start).toISOString()).toBe('2026-09-06T04:00:00.000Z');
  });
});

describe('the best of a night', () => {
  const scene = { site: palomar, path, target: fixedTarget({ raDeg: 150.1, decDeg: 2.2 }) };

  test('begins and ends in the dark at the altitude asked for, and its top is the highest point of the track', () => {
    const night = nightOf('2026-02-20', palomar, path);
    const window = bestWindow(night, scene, 30);
    const { span } = window;
    if (!span) throw new Error('there is one');
    for (const ms of [span.fromMs, span.toMs]) {
      const altitude = trackPointAt(ms, scene).target.altDeg;
      const sun = sunAltDeg(path.at(ms), palomar);
      expect(Math.min(Math.abs(altitude - 30), Math.abs(sun + 18))).toBeLessThan(0.01);
    }
    const track = nightTrack(span, scene, 60_000).map(({ target }) => target.altDeg);
    expect(window.highest.target.altDeg).toBeGreaterThanOrEqual(Math.max(...track) - 1e-6);
    expect(window.highest.target.altDeg).toBeCloseTo(90 - 33.356 + 2.2, 0);
    expect(window.hours).toBeCloseTo((span.toMs - span.fromMs) / 3_600_000, 6);
    expect(window.level).toBe('night');
  });

  test('is missing for what stays low, and names the darkest there is where no night is dark', () => {
    const south = { ...scene, target: fixedTarget({ raDeg: 83.6, decDeg: -69.1 }) };
    expect(bestWindow(nightOf('2026-02-20', palomar, path), south, 30)).toMatchObject({ span: undefined, hours: 0 });
    const north = siteNamed('north');
    const bright = bestWindow(nightOf('2026-05-10', north, path), { ...scene, site: north }, 10);
    expect(bright.level).not.toBe('night');
    expect(bestWindow(nightOf('2026-06-21', north, path), { ...scene, site: north }, 10).level).toBeUndefined();
  });
});

test('a crossing is found, and the search ends, at times so late that few lie between', () => {
  const from = 4e18;
  const found = crossings({ fromMs: from, toMs: from + 4096, stepMs: 4096 }, (ms) => ms - (from + 1024));
  expect(found).toHaveLength(1);
});
