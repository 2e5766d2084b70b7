import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { constellationOf } from '#domain/coordinates/constellation.ts';
import { CoordinateError } from '#domain/coordinates/coordinate-error.ts';
import { eclipticFromIcrs, galacticFromIcrs } from '#domain/coordinates/frames.ts';
import {
  dmsFromDec,
  hmsFromRa,
  positionForms,
  positionFromText,
  positionText,
} from '#domain/coordinates/position-text.ts';
import { pythonFloat, pythonQuoted } from '#domain/coordinates/python-text.ts';
import { separationArcsec, separationDeg } from '#domain/coordinates/separation.ts';
import { PortalError } from '#domain/failure.ts';
import goldenJson from './coordinates.golden.json' with { type: 'json' };

type Four = readonly [number, number, number, number];
const golden = goldenJson as unknown as {
  positions: readonly (readonly [string | number, string | number, string | readonly [number, number]])[];
  constellations: readonly (readonly [number, number, string])[];
  galactic: readonly Four[];
  ecliptic: readonly Four[];
  separations: readonly (readonly [number, number, number, number, number])[];
  sexagesimal: readonly (readonly [number, number, string, string])[];
};

const anywhere = fc.record({
  raDeg: fc.double({ min: 0, max: 360, maxExcluded: true, noNaN: true }),
  decDeg: fc.double({ min: -90, max: 90, noNaN: true }),
});

describe('separation', () => {
  test('distances equal astropy’s from a microarcsecond to the antipodes', () => {
    for (const [ra1, dec1, ra2, dec2, expected] of golden.separations) {
      const found = separationDeg({ raDeg: ra1, decDeg: dec1 }, { raDeg: ra2, decDeg: dec2 });
      expect(Math.abs(found - expected)).toBeLessThan(1e-12 + expected * 1e-10);
    }
  });

  test('a distance is the same both ways, and zero to itself', () => {
    fc.assert(
      fc.property(anywhere, anywhere, (a, b) => {
        expect(Math.abs(separationDeg(a, b) - separationDeg(b, a))).toBeLessThan(1e-12);
        expect(separationArcsec(a, a)).toBeLessThan(1e-9);
      }),
    );
  });
});

describe('frames', () => {
  test.each([
    ['galactic', galacticFromIcrs, golden.galactic],
    ['ecliptic', eclipticFromIcrs, golden.ecliptic],
  ] as const)('%s coordinates are within 0.1″ of astropy', (_, convert, rows) => {
    for (const [raDeg, decDeg, lon, lat] of rows) {
      const [foundLon, foundLat] = convert({ raDeg, decDeg });
      const apart = separationArcsec({ raDeg: foundLon, decDeg: foundLat }, { raDeg: lon, decDeg: lat });
      expect(apart).toBeLessThan(0.1);
    }
  });
});

describe('constellations', () => {
  test('2,500 positions all over the sky have the name that astropy gives, but within 30″ of a boundary', () => {
    const step = 30 / 3600;
    let besideBoundary = 0;
    for (const [raDeg, decDeg, name] of golden.constellations) {
      if (constellationOf({ raDeg, decDeg }) === name) continue;
      const dRa = step / Math.max(Math.cos((decDeg * Math.PI) / 180), 0.01);
      const around = [-dRa, 0, dRa].flatMap((a) =>
        [-step, 0, step].map((d) => ({ raDeg: raDeg + a, decDeg: decDeg + d })),
      );
      expect(around.map(constellationOf), `${raDeg} ${decDeg}`).toContain(name);
      besideBoundary += 1;
    }
    expect(besideBoundary).toBeLessThanOrEqual(5);
  });

  test('all 88 have their full IAU name', () => {
    expect(new Set(golden.constellations.map(([, , name]) => name)).size).toBe(88);
    expect(constellationOf({ raDeg: 260, decDeg: 0 })).toBe('Ophiuchus');
    expect(constellationOf({ raDeg: 284.6506076, decDeg: 29.0911913 })).toBe('Lyra');
  });
});

describe('positions in arguments', () => {
  test('every text is read, or refused in the same words, as Fink’s servers do', () => {
    for (const [ra, dec, answer] of golden.positions) {
      const shown = JSON.stringify([ra, dec]);
      if (typeof answer === 'string') {
        let repr = '';
        try {
          positionFromText(ra, dec);
        } catch (error) {
          repr = error instanceof CoordinateError ? error.repr : String(error);
        }
        expect(repr, shown).toBe(answer);
      } else {
        const { raDeg, decDeg } = positionFromText(ra, dec);
        const apart = separationArcsec({ raDeg, decDeg }, { raDeg: answer[0], decDeg: answer[1] });
        expect(apart, `${shown} ${raDeg} ${decDeg}`).toBeLessThan(1e-6);
      }
    }
  });

  test('a refusal is a bad request whose message is a plain sentence', () => {
    expect(() => positionFromText('kfdlkj', 5)).toThrow("Invalid character at col 0 parsing angle 'kfdlkj'");
    expect(() => positionFromText(null, 5)).toThrow(PortalError);
    expect(() => positionFromText([1], 5)).toThrow('`ra` is neither a number nor an angle');
    expect(() => positionFromText(Number.NaN, 5)).toThrow(PortalError);
  });

  test('any text is a position on the sphere or a bad request', () => {
    const angle = fc.oneof(fc.string(), fc.stringMatching(/^[0-9:hdms .+\-°'"EWNS]{0,12}$/));
    fc.assert(
      fc.property(angle, angle, (ra, dec) => {
        try {
          const { raDeg, decDeg } = positionFromText(ra, dec);
          expect(raDeg).toBeGreaterThanOrEqual(0);
          expect(raDeg).toBeLessThan(360);
          expect(Math.abs(decDeg)).toBeLessThanOrEqual(90);
        } catch (error) {
          expect(error).toBeInstanceOf(PortalError);
        }
      }),
    );
  });
});

describe('position text', () => {
  test('sexagesimal text is astropy’s', () => {
    for (const [raDeg, decDeg, hms, dms] of golden.sexagesimal) {
      expect(hmsFromRa(raDeg, 2, ':')).toBe(hms.replace(/^24/, '00'));
      expect(dmsFromDec(decDeg, 1, ':')).toBe(dms);
    }
  });

  test('seconds never show 60, nor hours 24', () => {
    expect(hmsFromRa(359.9999999999)).toBe('00 00 00.00');
    expect(dmsFromDec(-0.9999999)).toBe('-01 00 00.0');
    expect(dmsFromDec(89.99999999)).toBe('+90 00 00.0');
  });

  test('what is shown in hours and degrees is read back as the same place', () => {
    fc.assert(
      fc.property(anywhere, (position) => {
        const back = positionFromText(hmsFromRa(position.raDeg), dmsFromDec(position.decDeg));
        expect(separationArcsec(back, position)).toBeLessThan(0.1);
      }),
    );
  });

  test('each form is a pair of numbers in its frame', () => {
    const crab = { raDeg: 83.633083, decDeg: 22.0145 };
    expect(Object.fromEntries(positionForms.map((form) => [form, positionText(crab, form)]))).toEqual({
      hms: '05 34 31.94 +22 00 52.2',
      deg: '83.633083 +22.014500',
      galactic: '184.55745 -5.78436',
      ecliptic: '84.09750 -1.29442',
    });
  });
});

describe('Python’s notation', () => {
  test.each([
    [91, '91.0'],
    [-0, '-0.0'],
    [1e-7, '1e-07'],
    [0.0001, '0.0001'],
    [1e16, '1e+16'],
    [123456789012345680, '1.2345678901234568e+17'],
    [90.00027777777778, '90.00027777777778'],
    [Number.NaN, 'nan'],
    [Number.NEGATIVE_INFINITY, '-inf'],
  ])('%d is written %s', (value, text) => {
    expect(pythonFloat(value)).toBe(text);
  });

  test.each([
    ['a', "'a'"],
    ["it's", '"it\'s"'],
    ['"', "'\"'"],
    ['\'"', "'\\'\"'"],
    ['a\n\t\\\u0007', "'a\\n\\t\\\\\\x07'"],
    ['é', "'é'"],
  ])('%j is quoted as %s', (text, quoted) => {
    expect(pythonQuoted(text)).toBe(quoted);
  });
});
