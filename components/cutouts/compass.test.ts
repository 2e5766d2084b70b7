import { expect, test } from 'vitest';
import { compassFromWcs, pixelScaleArcsec, scaleBarArcsec } from './compass.ts';

const wcs = (cd: [number, number, number, number]) => ({ crval: [150, 2], crpix: [26, 26], cd }) as const;

test('with north up and east left, the compass says so', () => {
  const compass = compassFromWcs(wcs([-5.6e-5, 0, 0, 5.6e-5]));
  expect(compass?.north.y).toBeCloseTo(-1, 9);
  expect(compass?.east.x).toBeCloseTo(-1, 9);
});

test('a stamp turned by 90° turns its compass', () => {
  const compass = compassFromWcs(wcs([0, 5.6e-5, 5.6e-5, 0]));
  expect(compass?.north.x).toBeCloseTo(1, 9);
  expect(compass?.east.y).toBeCloseTo(-1, 9);
});

test('a WCS without area has no compass, and the scale is the survey’s', () => {
  expect(compassFromWcs(wcs([0, 0, 0, 0]))).toBeNull();
  expect(pixelScaleArcsec(wcs([0, 0, 0, 0]), 0.2)).toBe(0.2);
  expect(pixelScaleArcsec(wcs([-5.6e-5, 0, 0, 5.6e-5]), 1)).toBeCloseTo(0.2016, 6);
});

test('the scale bar fits the stamp: 10″ for 63 px of 1.01″, 2″ for 30 px of 0.2″', () => {
  expect([63 * 1.01, 30 * 0.2, 0.4].map(scaleBarArcsec)).toEqual([10, 2, 0.1]);
});
