import { expect, test } from 'vitest';
import type { StampPlane, StampWcs } from '#domain/stamps/frame.ts';
import { mapped } from '#domain/stamps/homography.ts';
import { pixelFromSky, tanFromWcs } from '#domain/stamps/wcs.ts';
import { wholeStamp } from '#domain/stamps/zoom.ts';
import { nominallyPlaced } from '../alert-pixel.ts';
import { type LayerRules, placedLayer } from './layers.ts';

const step = 0.2 / 3600;
const wcs = (angleDeg: number): StampWcs => {
  const [c, s] = [Math.cos(angleDeg * (Math.PI / 180)) * step, Math.sin(angleDeg * (Math.PI / 180)) * step];
  return { crval: [10, 2], crpix: [3, 3], cd: [-c, s, s, c] };
};
const planeOf = (own: StampWcs | null): StampPlane => ({
  width: 5,
  height: 5,
  pixels: Float32Array.from({ length: 25 }, (_, at) => at - 12),
  wcs: own,
});
const rules: LayerRules = { stretch: 'log', percent: null, zoom: wholeStamp };

test('a difference is linear and symmetric whatever the stretch, and only it is turned', () => {
  const difference = placedLayer({ kind: 'Difference', plane: planeOf(null), sign: -1 }, rules).layer;
  expect(difference).toMatchObject({ stretch: 'linear', sign: -1 });
  expect(difference.cuts.low).toBe(-difference.cuts.high);
  expect(placedLayer({ kind: 'Science', plane: planeOf(null), sign: -1 }, rules).layer).toMatchObject({
    stretch: 'log',
    sign: 1,
  });
});

test('pixels are shown as they are, unless the sky is turned against the tile', () => {
  const layerOf = (reference: StampPlane, plane: StampPlane) =>
    placedLayer({ kind: 'Science', plane, sign: 1 }, { ...rules, reference });
  const straight = planeOf(wcs(0));
  expect(layerOf(straight, straight)).toMatchObject({ by: 'sky', layer: { smooth: false } });
  expect(layerOf(straight, planeOf(wcs(0)))).toMatchObject({ by: 'sky', layer: { smooth: false } });
  expect(layerOf(straight, planeOf(wcs(30)))).toMatchObject({ by: 'sky', layer: { smooth: true } });
  expect(layerOf(straight, planeOf(null))).toMatchObject({ by: 'centre', layer: { smooth: false } });
  expect(layerOf(planeOf(null), planeOf(null)).by).toBe('centre');
});

test('a star of a survey lies on its place of a stamp without a WCS, whatever the size of the survey\u2019s pixels', () => {
  const alert = { raDeg: 150, decDeg: 60 };
  const reference = nominallyPlaced({ ...planeOf(null), width: 63, height: 63 }, alert, 1.01);
  const star = { eastArcsec: 10, northArcsec: -5 };
  for (const arcsec of [0.25, 0.5, 1.7]) {
    // Its middle is not the alert: images are of an object, alerts scatter about it.
    const crval = [150 - 3 / 3600, 60 + 2 / 3600] as const;
    const image = planeOf({ crval, crpix: [100, 90], cd: [-arcsec / 3600, 0, 0, arcsec / 3600] });
    const { layer, by } = placedLayer({ kind: 'Template', plane: image, sign: 1 }, { ...rules, reference });
    expect(by).toBe('sky');
    const place = [0.5 - star.eastArcsec / (63 * 1.01), 0.5 - star.northArcsec / (63 * 1.01)] as const;
    const [x, y] = mapped(layer.toPlane, ...place);
    const sky = [150 + star.eastArcsec / 3600 / Math.cos(Math.PI / 3), 60 + star.northArcsec / 3600] as const;
    const [expectedX = 0, expectedY = 0] = image.wcs ? (pixelFromSky(tanFromWcs(image.wcs), ...sky) ?? []) : [];
    expect([x + 0.5 - expectedX, y + 0.5 - expectedY].every((away) => Math.abs(away * arcsec) < 0.01)).toBe(true);
  }
});

test('a stamp keeps its own WCS, and without a place of the alert none is made up', () => {
  const known = planeOf(wcs(30));
  expect(nominallyPlaced(known, { raDeg: 1, decDeg: 2 }, 1)).toBe(known);
  expect(nominallyPlaced(planeOf(null), { raDeg: Number.NaN, decDeg: 2 }, 1).wcs).toBeNull();
});

test('frames of a film have its cuts and not their own', () => {
  const { layer } = placedLayer(
    { kind: 'Science', plane: planeOf(null), sign: 1 },
    { ...rules, cuts: { low: 3, high: 4 } },
  );
  expect(layer.cuts).toEqual({ low: 3, high: 4 });
});
