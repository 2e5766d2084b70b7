import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StampPlane } from '#domain/stamps/frame.ts';
import { mapped } from '#domain/stamps/homography.ts';
import { alignedTo } from '#domain/stamps/placement.ts';
import { pixelFromSky, tanFromWcs } from '#domain/stamps/wcs.ts';
import { wholeStamp } from '#domain/stamps/zoom.ts';
import { alertPixel, placeOfPixel } from '../alert-pixel.ts';
import { compassFromWcs } from '../compass.ts';
import { northUp, onOwnGrid } from './north-up.ts';
import { positionAt } from './readout.ts';

const step = 0.2 / 3600;
const side = 31;

/** A stamp turned by an angle, mirrored or not, whose pixel `star` alone is bright. */
function turned(angleDeg: number, isMirrored = false, star = [16, 16] as const): StampPlane {
  const angle = (angleDeg * Math.PI) / 180;
  const [c, s] = [Math.cos(angle) * step, Math.sin(angle) * step];
  const pixels = new Float32Array(side * side);
  pixels[(star[1] - 1) * side + star[0] - 1] = 1;
  const cd = isMirrored ? ([c, s, -s, c] as const) : ([-c, s, s, c] as const);
  return { width: side, height: side, pixels, wcs: { crval: [150, -30], crpix: [16, 16], cd } };
}

const angles = fc.double({ min: -180, max: 180, noNaN: true });

test('north is up and east is left, whatever way the stamp is turned or mirrored', () => {
  fc.assert(
    fc.property(angles, fc.boolean(), (angle, isMirrored) => {
      const wcs = northUp(turned(angle, isMirrored)).wcs;
      const compass = wcs && compassFromWcs(wcs);
      expect(compass?.north.x).toBeCloseTo(0, 9);
      expect(compass?.north.y).toBeCloseTo(-1, 9);
      expect(compass?.east.x).toBeCloseTo(-1, 9);
    }),
  );
});

test('a star north of the alert is drawn straight above it, to a tenth of a pixel', () => {
  fc.assert(
    fc.property(angles, fc.boolean(), (angle, isMirrored) => {
      const own = turned(angle, isMirrored);
      const shown = northUp(own);
      const star = own.wcs && pixelFromSky(tanFromWcs(own.wcs), 150, -30 + 8 * step);
      const [x, y] = placeOfPixel(shown, alertPixel(shown, { raDeg: 150, decDeg: -30 + 8 * step }), wholeStamp);
      const [u, v] = mapped(alignedTo(shown, own, wholeStamp).toPlane, x, y);
      expect([Math.abs(x - 0.5) * side < 0.1, Math.abs((0.5 - y) * side - 8) < 0.1]).toEqual([true, true]);
      expect(Math.hypot(u + 0.5 - (star?.[0] ?? 0), v + 0.5 - (star?.[1] ?? 0))).toBeLessThan(0.1);
    }),
  );
});

test('the pixel that is told is that of the file', () => {
  const own = turned(90);
  const rules = { zoom: wholeStamp, alert: {}, scaleArcsec: 1 };
  const position = positionAt(northUp(own), [0.5, 0.5 - 8 / side], rules);
  const { x, y } = onOwnGrid(position, own);
  const star = own.wcs && pixelFromSky(tanFromWcs(own.wcs), 150, -30 + 8 * step);
  expect([Math.round(x), Math.round(y)]).toEqual(star?.map(Math.round));
});

test('a stamp without a WCS stays as it is', () => {
  const plain = { ...turned(30), wcs: null };
  expect(northUp(plain)).toBe(plain);
});
