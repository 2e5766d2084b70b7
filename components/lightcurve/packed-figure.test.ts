import { expect, test } from 'vitest';
import { shareOf } from './figure-scale.ts';
import { figureFromLightcurve } from './lightcurve-figure.ts';
import { packFigure, unpackFigure } from './packed-figure.ts';
import { testBands, testCurve } from './test-curve.ts';

const curve = testCurve(
  Array.from({ length: 50 }, (_, k) => ({ mjd: 59500 + k * 1.7, mag: 17 + Math.sin(k), magErr: 0.02 + k / 400 })),
);
const figure = figureFromLightcurve(curve, { unit: 'mag', hidden: new Set(), bands: testBands, timeScale: 'UTC' });

test('a packed figure is drawn where the figure is, to a fraction of a pixel', () => {
  const [before, after] = [figure.series[0], unpackFigure(packFigure(figure)).series[0]];
  for (let k = 0; k < 50; k++) {
    expect(shareOf(figure.x, after?.x[k] ?? 0)).toBeCloseTo(shareOf(figure.x, before?.x[k] ?? 0), 4);
    const [was, is] = [before, after].map((series) => shareOf(figure.y, series?.y[k] ?? 0));
    expect(Math.abs((is ?? 1) - (was ?? 0)) * 304).toBeLessThanOrEqual(0.16);
    expect(after?.error[k]).toBeCloseTo(before?.error[k] ?? 0, 2);
  }
});

test('a mark travels in at most 13 bytes', () => {
  expect(JSON.stringify(packFigure(figure).series).length / 50).toBeLessThan(13);
});
