import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostZoom, wholeStamp } from '#domain/stamps/zoom.ts';
import { roundedZoom, stampFields } from './stamp-fields.ts';

const { stampZoom } = stampFields;

test('a zoom that hands made comes back from the address as it was written', () => {
  const shares = fc.double({ min: -0.5, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 1, max: mostZoom, noNaN: true }), shares, shares, (scale, x, y) => {
      const zoom = roundedZoom({ scale, x, y });
      expect(stampZoom.parse(stampZoom.format(zoom))).toEqual(zoom);
    }),
  );
});

test('a zoom that shows nothing of the stamp is brought back, and what is no zoom is none', () => {
  expect(stampZoom.parse('4,0.1,-0.05')).toEqual({ scale: 4, x: 0.1, y: -0.05 });
  expect(stampZoom.parse('99,0.5,0')).toEqual({ scale: mostZoom, x: 0.4687, y: 0 });
  expect(stampZoom.parse('0,0.5,0')).toEqual(wholeStamp);
  for (const text of ['', '4', '4,,', 'a,b,c', '4,0.1,-', '4,9,9', '1e9,0,0']) {
    const zoom = stampZoom.parse(text);
    if (zoom) expect(Math.abs(zoom.x) + Math.abs(zoom.y)).toBeLessThanOrEqual(1);
  }
});
