import { expect, test } from 'vitest';
import { shareOf } from './figure-scale.ts';
import { figureFromLightcurve } from './lightcurve-figure.ts';
import { packFigure, packLegend, unpackFigure, unpackLegend } from './packed-figure.ts';
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

test('a figure that has what most have not is the same again, and one that has not says nothing of it', () => {
  const rare = { note: 'a note', zeroAt: 1.5, unit: 'flux' } as const;
  const common = { omitted: [], levels: [], selection: null, pinned: [], fluxUnit: 'ujy' };
  expect(unpackFigure(packFigure({ ...figure, ...rare }))).toMatchObject({ ...common, ...rare });
  for (const name of ['note', 'zeroAt', 'levels', 'pinned', 'zoomed'])
    expect(packFigure(figure)).not.toHaveProperty(name);
});

test('a legend is the same again, with what is switched off', () => {
  const legend = figure.legend.map((entry, k) => ({ ...entry, shown: k !== 1 }));
  expect(unpackLegend(packLegend(legend))).toEqual(legend);
});

test('a mark travels in at most 13 bytes', () => {
  expect(JSON.stringify(packFigure(figure).series).length / 50).toBeLessThan(13);
});
