import { describe, expect, test } from 'vitest';
import { dampedRandomWalk, flareFlux } from './active-nucleus.ts';
import { eccentricAnomaly, ephemeris } from './asteroid.ts';
import { distanceModulus } from './cosmology.ts';
import { eclipseDimming } from './eclipsing-binary.ts';
import { magnification } from './microlensing.ts';
import golden from './models.golden.json' with { type: 'json' };
import { altitudeDeg, galacticDeg, moonPosition, separationDeg, sunPosition } from './palomar-sky.ts';
import { movers } from './population.ts';
import { createFourierShape, rrabHarmonics } from './pulsating-star.ts';
import { createRandom } from './random.ts';
import { createSupernova } from './supernova.ts';
import { surveyPlan } from './survey-plan.ts';
import { magOfFlux } from './truth.ts';

describe('random', () => {
  test('the same seed gives the same numbers, another seed others', () => {
    const first = (seed: string): number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(first('a')).toEqual(first('a'));
    expect(first('a')).not.toEqual(first('b'));
  });

  test('numbers are uniform and deviates normal', () => {
    const random = createRandom('moments');
    const normals = Array.from({ length: 20_000 }, () => random.normal());
    const mean = normals.reduce((a, b) => a + b, 0) / normals.length;
    const variance = normals.reduce((a, b) => a + (b - mean) ** 2, 0) / normals.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });

  test('a fork does not depend on how much its parent was used', () => {
    const parent = createRandom('p');
    const before = parent.fork('child').next();
    parent.next();
    expect(parent.fork('child').next()).toBe(before);
  });
});

// Made by scripts/goldens/demo-sky.py.
describe('sky and distances agree with astropy', () => {
  test.each(golden.moduli)('distance modulus at z = %d', (z = 0, modulus = 0) => {
    expect(distanceModulus(z)).toBeCloseTo(modulus, 4);
  });

  test.each(golden.moments)('Sun, Moon and altitude at JD $jd', ({ jd, sun, moon, altitudeDeg: altitude }) => {
    expect(separationDeg(sunPosition(jd), sun)).toBeLessThan(0.5);
    expect(separationDeg(moonPosition(jd), moon)).toBeLessThan(2);
    expect(Math.abs(altitudeDeg({ raDeg: 290, decDeg: 58 }, jd) - altitude)).toBeLessThan(0.5);
  });

  test('galactic coordinates', () => {
    const [l, b] = galacticDeg({ raDeg: 290, decDeg: 58 });
    expect(l).toBeCloseTo(golden.galactic[0] ?? 0, 3);
    expect(b).toBeCloseTo(golden.galactic[1] ?? 0, 3);
  });
});

describe('light curves', () => {
  test('a lens at one Einstein radius magnifies 3/√5 times', () => {
    expect(magnification(1)).toBeCloseTo(3 / Math.sqrt(5), 12);
  });

  test('a damped random walk has the variance and memory it was asked for', () => {
    const walk = dampedRandomWalk({ sigma: 0.2, tauDays: 20, fromJd: 0, toJd: 40_000 }, createRandom('walk'));
    const values = Array.from({ length: 20_000 }, (_, i) => walk(2 * i));
    const variance = values.reduce((sum, v) => sum + v * v, 0) / values.length;
    const lagged = values.slice(10).reduce((sum, v, i) => sum + v * (values[i] ?? 0), 0) / (values.length - 10);
    expect(Math.sqrt(variance)).toBeCloseTo(0.2, 1);
    expect(lagged / variance).toBeCloseTo(Math.exp(-1), 1);
  });

  test('an RR Lyrae star brightens faster than it fades', () => {
    const shape = createFourierShape(rrabHarmonics);
    const mags = Array.from({ length: 200 }, (_, i) => shape(i / 200));
    const steps = mags.map((mag, i) => (mags[(i + 1) % 200] ?? 0) - mag);
    expect(steps.filter((step) => step < 0).length).toBeLessThan(90);
    expect(Math.max(...mags) - Math.min(...mags)).toBeCloseTo(1, 2);
  });

  test('eclipses are deepest at phase 0 and shallow outside', () => {
    const eclipses = { primary: 1, secondary: 0.4, width: 0.02, ellipsoidal: 0 };
    expect(eclipseDimming(0, eclipses)).toBeCloseTo(1, 6);
    expect(eclipseDimming(0.5, eclipses)).toBeCloseTo(0.4, 6);
    expect(eclipseDimming(0.25, eclipses)).toBeCloseTo(0, 6);
    expect(eclipseDimming(12.98, eclipses)).toBeCloseTo(eclipseDimming(-0.02, eclipses), 9);
  });

  test('a flare rises faster than it falls', () => {
    expect(flareFlux(-5, 2.5, 6)).toBeLessThan(flareFlux(5, 2.5, 6));
    expect(flareFlux(0.8, 2.5, 6)).toBeLessThanOrEqual(1.01);
  });

  test('a type Ia supernova at z = 0.05 peaks near magnitude 17.7 and reddens', () => {
    const place = { raDeg: 200, decDeg: 60, name: 'sn', z: 0.05, halfRiseJd: 2461240.5 };
    const { flux } = createSupernova('SN Ia', place, createRandom('sn'));
    const days = Array.from({ length: 100 }, (_, i) => 2461230.5 + i);
    const peak = Math.min(...days.map((jd) => magOfFlux(flux(jd, 2))));
    expect(Math.abs(peak - 17.7)).toBeLessThan(0.7);
    const colour = (jd: number): number => magOfFlux(flux(jd, 1)) - magOfFlux(flux(jd, 2));
    expect(colour(2461290.5)).toBeGreaterThan(colour(2461254.5) + 0.4);
    expect(flux(2461200.5, 1)).toBe(0);
  });
});

describe('asteroids', () => {
  test("Kepler's equation is solved to machine precision", () => {
    for (const [mean, e] of [
      [0.3, 0.1],
      [3, 0.9],
      [6, 0.5],
    ] as const) {
      const anomaly = eccentricAnomaly(mean, e);
      expect(anomaly - e * Math.sin(anomaly)).toBeCloseTo(mean, 12);
    }
  });

  test('those of the survey move by less than half a degree a day and stay as bright as ZTF sees', () => {
    for (const { orbit } of movers) {
      for (let day = 0; day < surveyPlan.nights; day += 10) {
        const [now, next] = [
          ephemeris(orbit, surveyPlan.firstNightJd + day),
          ephemeris(orbit, surveyPlan.firstNightJd + day + 1),
        ];
        expect(separationDeg(now, next)).toBeLessThan(0.5);
        expect(now.magV).toBeGreaterThan(14);
        expect(now.magV).toBeLessThan(21);
      }
    }
  });
});
