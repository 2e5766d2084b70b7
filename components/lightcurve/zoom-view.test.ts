import { expect, test } from 'vitest';
import { figureFromLightcurve } from './lightcurve-figure.ts';
import { testBands, testCurve } from './test-curve.ts';
import { zoomToView } from './zoom-view.ts';

const curve = testCurve([
  { mjd: 59000, mag: 19 },
  { mjd: 59020, mag: 17 },
]);
const figure = figureFromLightcurve(curve, { unit: 'mag', hidden: new Set(), bands: testBands, timeScale: 'UTC' });
const none = { zoomX: null, zoomY: null };

test('a drag becomes ascending ranges with digits enough for the eye', () => {
  const zoom = { x: { from: 59004.123456789, to: 59011.98765 }, y: { from: 18.71234567, to: 17.2 } };
  expect(zoomToView(zoom, figure, none)).toEqual({
    zoomX: { from: 59004.1235, to: 59011.9877 },
    zoomY: { from: 17.2, to: 18.7123 },
  });
});

test('an axis that was not dragged stays as it was, and everything again is no zoom', () => {
  const before = { zoomX: null, zoomY: { from: 17, to: 18 } };
  expect(zoomToView({ x: { from: 59001, to: 59002 }, y: figure.y }, figure, before)).toEqual({
    zoomX: { from: 59001, to: 59002 },
    zoomY: { from: 17, to: 18 },
  });
  expect(zoomToView(null, figure, before)).toEqual(none);
  expect(zoomToView(figure.whole, { ...figure, x: { from: 1, to: 2 }, y: { from: 1, to: 2 } }, before)).toEqual(none);
});

test('a drag without length is no zoom', () => {
  expect(zoomToView({ x: { from: 59001, to: 59001 }, y: figure.y }, figure, none)).toEqual(none);
});
