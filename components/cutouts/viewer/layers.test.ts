import { expect, test } from 'vitest';
import type { StampPlane, StampWcs } from '#domain/stamps/frame.ts';
import { wholeStamp } from '#domain/stamps/zoom.ts';
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

test('frames of a film have its cuts and not their own', () => {
  const { layer } = placedLayer(
    { kind: 'Science', plane: planeOf(null), sign: 1 },
    { ...rules, cuts: { low: 3, high: 4 } },
  );
  expect(layer.cuts).toEqual({ low: 3, high: 4 });
});
