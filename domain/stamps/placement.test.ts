import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { colourTable } from './colour-map.ts';
import type { StampPlane, StampWcs } from './frame.ts';
import { composed, homographyFromWcs, inverted, mapped } from './homography.ts';
import { type Layer, rgbaFromPicture, valueAt } from './picture.ts';
import { alignedTo, planeFromPicture, sameGrid } from './placement.ts';
import { pixelFromSky, skyFromPixel } from './wcs.ts';
import { boundedZoom } from './zoom.ts';

const scaleDeg = 0.2 / 3600;

function turnedWcs(angleDeg: number, crpix: readonly [number, number], crval: readonly [number, number]): StampWcs {
  const angle = (angleDeg * Math.PI) / 180;
  const [c, s] = [Math.cos(angle) * scaleDeg, Math.sin(angle) * scaleDeg];
  return { crval, crpix, cd: [-c, s, s, c] };
}

const tan = ({ crval, crpix, cd: [a, b, c, d] }: StampWcs) =>
  ({
    refPixel: crpix,
    refSkyDeg: crval,
    matrix: [
      [a, b],
      [c, d],
    ],
  }) as const;

const anyWcs = fc
  .record({
    angle: fc.double({ min: -180, max: 180, noNaN: true }),
    x: fc.double({ min: 1, max: 60, noNaN: true }),
    y: fc.double({ min: 1, max: 60, noNaN: true }),
    ra: fc.double({ min: 0, max: 360, noNaN: true }),
    dec: fc.double({ min: -89, max: 89, noNaN: true }),
  })
  .map(({ angle, x, y, ra, dec }) => ({ wcs: turnedWcs(angle, [x, y], [ra, dec]), ra, dec }));

test('two frames of the same sky differ by a projective map, as going through right ascension and declination says', () => {
  fc.assert(
    fc.property(anyWcs, anyWcs, fc.double({ min: -30, max: 90, noNaN: true }), (one, other, x) => {
      const near: StampWcs = { ...other.wcs, crval: [one.ra, one.dec + (one.dec > 0 ? -1 : 1) * 2e-3] };
      const between = homographyFromWcs(one.wcs, near);
      if (between === undefined) throw new Error('no map');
      const y = 40 - x / 2;
      const expected = pixelFromSky(tan(near), ...skyFromPixel(tan(one.wcs), x, y)) ?? [Number.NaN, Number.NaN];
      const got = mapped(between, x, y);
      // Pixels of 0.2″ by way of degrees in double precision are good to some 1e-7 pixel.
      expect(Math.hypot(got[0] - expected[0], got[1] - expected[1])).toBeLessThan(1e-5);
    }),
  );
});

test('a map and its inverse leave a point where it was', () => {
  const m = homographyFromWcs(turnedWcs(25, [15, 15], [10, 2]), turnedWcs(-70, [20, 12], [10.0003, 2.0001]));
  const back = m && inverted(m);
  if (!m || !back) throw new Error('no inverse');
  const [x, y] = mapped(composed(back, m), 7, 21);
  expect(x).toBeCloseTo(7, 9);
  expect(y).toBeCloseTo(21, 9);
  expect(inverted([0, 0, 0, 0, 0, 0, 0, 0, 1])).toBeUndefined();
});

/** A stamp with one Gaussian star, σ = 1.6 px, where its WCS puts the position. */
function starStamp(wcs: StampWcs, size: number, ra: number, dec: number): StampPlane {
  const [x0, y0] = pixelFromSky(tan(wcs), ra, dec) ?? [0, 0];
  const pixels = Float32Array.from({ length: size * size }, (_, at) => {
    const [x, y] = [(at % size) + 1, Math.floor(at / size) + 1];
    return 1000 * Math.exp(-((x - x0) ** 2 + (y - y0) ** 2) / (2 * 1.6 ** 2));
  });
  return { width: size, height: size, pixels, wcs };
}

/** Centre of light of a layer as the picture shows it, in pixels of a picture `across` pixels wide. */
function centreOfLight(layer: Layer, across: number): readonly [number, number] {
  let [sum, sumX, sumY] = [0, 0, 0];
  const step = 4;
  for (let row = 0; row < across * step; row++) {
    for (let column = 0; column < across * step; column++) {
      const [x, y] = [(column + 0.5) / step, (row + 0.5) / step];
      const value = valueAt(layer, ...mapped(layer.toPlane, x / across, y / across));
      if (!(value > 20)) continue;
      sum += value;
      sumX += value * x;
      sumY += value * y;
    }
  }
  return [sumX / sum, sumY / sum];
}

const drawn = { cuts: { low: 0, high: 1000 }, sign: 1, stretch: 'linear' } as const;

describe('blinking two rotated frames', () => {
  test.each([
    { angle: 25.2, pixel: [16.37, 17.23] },
    { angle: -64, pixel: [14.1, 15.9] },
    { angle: 180, pixel: [15.5, 15.5] },
    { angle: 90.3, pixel: [17.6, 13.5] },
  ] as const)('a star stays within 0.1 px although the second is turned by $angle°', ({ angle, pixel }) => {
    const [ra, dec] = [250.14179, 1.96406];
    const first = starStamp(turnedWcs(3, [15.2, 15.8], [ra, dec]), 30, ra + 0.3 * scaleDeg, dec - 0.4 * scaleDeg);
    const second = starStamp(
      turnedWcs(3 + angle, pixel, [ra + scaleDeg, dec]),
      32,
      ra + 0.3 * scaleDeg,
      dec - 0.4 * scaleDeg,
    );
    const own = alignedTo(first, first);
    const other = alignedTo(first, second);
    expect(other.by).toBe('sky');
    const [x, y] = centreOfLight({ ...drawn, plane: first, toPlane: own.toPlane, smooth: false }, 30);
    const [atX, atY] = centreOfLight({ ...drawn, plane: second, toPlane: other.toPlane, smooth: true }, 30);
    expect(Math.hypot(atX - x, atY - y)).toBeLessThan(0.1);
  });
});

const plain = (width: number, height: number): StampPlane => ({
  width,
  height,
  pixels: Float32Array.from({ length: width * height }, (_, at) => at),
  wcs: null,
});

test('without a WCS stamps meet at their centres, whatever their sizes', () => {
  const { toPlane, by } = alignedTo(plain(63, 63), plain(61, 59));
  expect(by).toBe('centre');
  expect(mapped(toPlane, 0.5, 0.5)).toEqual([30.5, 29.5]);
});

test('row 0 is at the bottom, a stamp that is not square keeps its shape, and what it lacks is void', () => {
  const stamp = plain(4, 2);
  const layer: Layer = {
    ...drawn,
    cuts: { low: 0, high: 7 },
    plane: stamp,
    toPlane: planeFromPicture(stamp),
    smooth: false,
  };
  const rgba = rgbaFromPicture({ layers: [layer], table: colourTable('grey'), empty: [1, 2, 3] }, 4, 4);
  const reds = [0, 1, 2, 3].map((row) => [...rgba.slice(row * 16, row * 16 + 16)].filter((_, at) => at % 4 === 0));
  const grey = (value: number) => Math.round((value / 7) * 255);
  expect(reds).toEqual([[1, 1, 1, 1], [4, 5, 6, 7].map(grey), [0, 1, 2, 3].map(grey), [1, 1, 1, 1]]);
});

test('a zoom shows its place in the middle and never leaves the stamp', () => {
  const toPlane = planeFromPicture(plain(60, 60), { scale: 4, x: 0.25, y: -0.125 });
  expect(mapped(toPlane, 0.5, 0.5)).toEqual([45, 22.5]);
  expect(mapped(toPlane, 1, 0)).toEqual([52.5, 30]);
  expect(boundedZoom({ scale: 2, x: 1, y: -1 })).toEqual({ scale: 2, x: 0.25, y: -0.25 });
  expect(boundedZoom({ scale: 0.1, x: 0.4, y: 0 })).toEqual({ scale: 1, x: 0, y: 0 });
});

test('three layers are red, green and blue; only where all are missing it is void', () => {
  const layerOf = (...pixels: number[]): Layer => {
    const plane = { ...plain(2, 1), pixels: Float32Array.from(pixels) };
    return { ...drawn, cuts: { low: 0, high: 1 }, plane, toPlane: [2, 0, 0, 0, 1, 0, 0, 0, 1], smooth: false };
  };
  const layers = [layerOf(1, Number.NaN), layerOf(0.2, Number.NaN), layerOf(Number.NaN, Number.NaN)] as const;
  const rgba = rgbaFromPicture({ layers, table: colourTable('grey'), empty: [9, 9, 9] }, 2, 1);
  expect([...rgba]).toEqual([255, 51, 0, 255, 9, 9, 9, 255]);
});

test('the same grid is known, so that pixels that lie on pixels are not smoothed', () => {
  const wcs = turnedWcs(25, [15, 15], [10, 2]);
  expect(sameGrid(wcs, wcs)).toBe(true);
  expect(sameGrid(wcs, { ...wcs, crpix: [18, 12] })).toBe(true);
  expect(sameGrid(wcs, { ...wcs, crpix: [18.4, 12] })).toBe(false);
  expect(sameGrid(wcs, turnedWcs(26, [15, 15], [10, 2]))).toBe(false);
  expect(sameGrid(null, wcs)).toBe(true);
});
