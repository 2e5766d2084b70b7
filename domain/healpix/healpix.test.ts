import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { separationDeg } from '#domain/coordinates/separation.ts';
import { pixelCount, rangesOfDisc, rangesOfPixels } from '#domain/healpix/disc.ts';
import { pixelOf } from '#domain/healpix/ring.ts';
import goldenJson from './healpix.golden.json' with { type: 'json' };

type Disc = readonly [
  nside: number,
  raDeg: number,
  decDeg: number,
  radiusDeg: number,
  inner: readonly (readonly [number, number])[],
  overlapping: number,
  healpys: number,
];
const golden = goldenJson as unknown as {
  pixels: readonly (readonly [nside: number, raDeg: number, decDeg: number, pixel: number])[];
  discs: readonly Disc[];
};

/** A point at a distance and bearing from another, degrees. */
function offset(raDeg: number, decDeg: number, distanceDeg: number, bearingDeg: number): readonly [number, number] {
  const rad = Math.PI / 180;
  const d = distanceDeg * rad;
  const dec = decDeg * rad;
  const bearing = bearingDeg * rad;
  const y = Math.sin(dec) * Math.cos(d) + Math.cos(dec) * Math.sin(d) * Math.cos(bearing);
  const dRa = Math.atan2(Math.sin(bearing) * Math.sin(d) * Math.cos(dec), Math.cos(d) - Math.sin(dec) * y);
  return [raDeg + dRa / rad, Math.asin(Math.max(-1, Math.min(1, y))) / rad];
}

function pixelsOfDisc(nside: number, raDeg: number, decDeg: number, radiusDeg: number): readonly number[] {
  return rangesOfDisc(nside, { raDeg, decDeg }, radiusDeg).flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, k) => first + k),
  );
}

describe('pixels', () => {
  test('every position has the pixel that healpy gives, poles and RA 0 included', () => {
    for (const [nside, ra, dec, pixel] of golden.pixels)
      expect(pixelOf(nside, ra, dec), `${nside} ${ra} ${dec}`).toBe(pixel);
  });

  test('a longitude and its whole turns are the same pixel', () => {
    expect(pixelOf(128, -10, 20)).toBe(pixelOf(128, 350, 20));
    expect(pixelOf(128, 370, 20)).toBe(pixelOf(128, 10, 20));
  });
});

describe('discs', () => {
  test('a disc has every pixel whose centre is inside, and hardly more than those that overlap', () => {
    for (const [nside, ra, dec, radius, inner, overlapping, healpys] of golden.discs) {
      const pixels = pixelsOfDisc(nside, ra, dec, radius);
      const found = new Set(pixels);
      const shown = `nside ${nside}, ${ra} ${dec}, radius ${radius}`;
      for (const [first, last] of inner) {
        for (let pixel = first; pixel <= last; pixel += 1) expect(found.has(pixel), `${shown}: ${pixel}`).toBe(true);
      }
      expect(pixels.length, shown).toBeLessThanOrEqual(
        Math.max(healpys, overlapping) + 2 + Math.ceil(overlapping * 0.05),
      );
      expect([...found], shown).toEqual([...pixels].sort((a, b) => a - b));
    }
  });

  test('no point of a disc lies in a pixel that was left out', () => {
    const place = fc.record({
      ra: fc.oneof(fc.double({ min: 0, max: 360, noNaN: true }), fc.constantFrom(0, 360, 45, 90, 359.9999)),
      dec: fc.oneof(
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.constantFrom(90, -90, 41.8103149, -41.8103149, 0),
      ),
    });
    const radius = fc.oneof(
      fc.double({ min: 1e-4, max: 5, noNaN: true }),
      fc.double({ min: 1e-4, max: 0.1, noNaN: true }),
    );
    const points = fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 360, noNaN: true })),
      {
        minLength: 60,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(fc.constantFrom(128, 1024), place, radius, points, (nside, { ra, dec }, r, around) => {
        const disc = nside === 1024 ? Math.min(r, 0.5) : r;
        const found = new Set(pixelsOfDisc(nside, ra, dec, disc));
        for (const [share, bearing] of around) {
          const [pointRa, pointDec] = offset(ra, dec, disc * Math.sqrt(share), bearing);
          const apart = separationDeg({ raDeg: ra, decDeg: dec }, { raDeg: pointRa, decDeg: pointDec });
          if (apart <= disc) expect(found.has(pixelOf(nside, pointRa, pointDec))).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a disc of no size has the pixel of its centre', () => {
    for (const [nside, ra, dec, pixel] of golden.pixels) expect(pixelsOfDisc(nside, ra, dec, 0)).toContain(pixel);
  });

  test('a cone of 5″ touches at most four pixels', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 360, noNaN: true }),
        fc.double({ min: -89, max: 89, noNaN: true }),
        (ra, dec) => {
          expect(pixelsOfDisc(1024, ra, dec, 5 / 3600).length).toBeLessThanOrEqual(4);
        },
      ),
    );
  });
});

describe('ranges', () => {
  test('consecutive pixels become one range and nothing is lost', () => {
    expect(rangesOfPixels([1, 2, 3, 7, 9, 10])).toEqual([
      { first: 1, last: 3 },
      { first: 7, last: 7 },
      { first: 9, last: 10 },
    ]);
    expect(rangesOfPixels([])).toEqual([]);
    expect(pixelCount(rangesOfPixels([1, 2, 3, 7, 9, 10]))).toBe(6);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200)), (numbers) => {
        const pixels = numbers.sort((a, b) => a - b);
        const back = rangesOfPixels(pixels).flatMap(({ first, last }) =>
          Array.from({ length: last - first + 1 }, (_, index) => first + index),
        );
        expect(back).toEqual(pixels);
      }),
    );
  });
});
