import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapped } from './homography.ts';
import { planeFromPicture } from './placement.ts';
import { boundedZoom, dragged, mostZoom, wholeStamp, zoomedAt } from './zoom.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const zooms = fc
  .record({
    scale: fc.double({ min: 1, max: mostZoom, noNaN: true }),
    x: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    y: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  })
  .map(boundedZoom);
const stamp = { width: 63, height: 63, wcs: null };

test('what is under the pointer stays there while it is enlarged', () => {
  fc.assert(
    fc.property(zooms, share, share, fc.double({ min: 1, max: 3, noNaN: true }), (zoom, x, y, factor) => {
      const before = mapped(planeFromPicture(stamp, zoom), x, y);
      const after = mapped(planeFromPicture(stamp, zoomedAt(zoom, [x, y], factor)), x, y);
      expect(after[0]).toBeCloseTo(before[0], 6);
      expect(after[1]).toBeCloseTo(before[1], 6);
    }),
  );
});

test('a drag moves the sky with the pointer', () => {
  const zoom = { scale: 4, x: 0, y: 0 };
  const before = mapped(planeFromPicture(stamp, zoom), 0.5, 0.5);
  const after = mapped(planeFromPicture(stamp, dragged(zoom, 0.1, -0.2)), 0.6, 0.3);
  expect(after[0]).toBeCloseTo(before[0], 9);
  expect(after[1]).toBeCloseTo(before[1], 9);
});

test('whatever was done, the whole stamp is one step away and no place beyond it is shown', () => {
  fc.assert(
    fc.property(zooms, share, share, (zoom, x, y) => {
      expect(zoomedAt(zoom, [x, y], 1e-6)).toEqual(wholeStamp);
      const [u, v] = mapped(planeFromPicture(stamp, zoom), x, y);
      expect(Math.min(u, v)).toBeGreaterThanOrEqual(-1e-9);
      expect(Math.max(u, v)).toBeLessThanOrEqual(63 + 1e-9);
    }),
  );
});
