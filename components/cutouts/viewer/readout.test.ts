import { expect, test } from 'vitest';
import type { DecodedPlane } from '#domain/stamps/frame.ts';
import { wholeStamp } from '#domain/stamps/zoom.ts';
import { alertPixel } from '../alert-pixel.ts';
import { pixelUnder, positionAt, separationArcsec } from './readout.ts';

const plane = (wcs: DecodedPlane['wcs'] = null): DecodedPlane => ({
  width: 5,
  height: 5,
  pixels: Float32Array.from({ length: 25 }, (_, at) => at),
  wcs,
  precision: 'exact',
});
const rules = { zoom: wholeStamp, alert: {}, scaleArcsec: 1.01 };
const step = 0.2 / 3600;

test('without a WCS the alert is the centre and offsets are nominal arcseconds', () => {
  const { sky, offset, separation, x, y } = positionAt(plane(), [0.9, 0.5], rules);
  expect([sky, x, y]).toEqual([null, 5, 3]);
  expect(offset[0]).toBeCloseTo(2.02, 9);
  expect(offset[1]).toBeCloseTo(0, 9);
  expect(separation).toBeCloseTo(2.02, 9);
});

test('with a WCS the position is that of the sky, and the separation is measured on it', () => {
  const wcs = { crval: [150, 60], crpix: [3, 3], cd: [-step, 0, 0, step] } as const;
  const { sky, separation } = positionAt(plane(wcs), [0.9, 0.5], { ...rules, alert: { raDeg: 150, decDeg: 60 } });
  expect(separation).toBeCloseTo(0.4, 6);
  expect(sky?.[0]).toBeCloseTo(150 - (2 * step) / Math.cos(Math.PI / 3), 7);
  expect(alertPixel(plane(wcs), { raDeg: 150, decDeg: 60 + step })[1]).toBeCloseTo(4, 6);
});

test('separations are right across the pole and right ascension 0', () => {
  expect(separationArcsec([359.9999, 0], [0.0001, 0])).toBeCloseTo(0.72, 6);
  expect(separationArcsec([10, 89.9999], [190, 89.9999])).toBeCloseTo(0.72, 4);
});

test('the value is that of the pixel under the cursor, turned where the stamp is, and nothing beside it', () => {
  const stamp = { kind: 'Difference', plane: plane(), sign: -1 } as const;
  const under = (place: readonly [number, number]) =>
    pixelUnder(stamp, place, { reference: plane(), zoom: wholeStamp });
  expect(under([0.1, 0.1])).toBe(-20);
  expect(under([0.9, 0.9])).toBe(-4);
  expect(under([1.2, 0.5])).toBeNaN();
  const zoomed = pixelUnder(stamp, [0.5, 0.5], { reference: plane(), zoom: { scale: 4, x: 0.2, y: 0 } });
  expect(zoomed).toBe(-13);
});
