import { gzipSync } from 'node:zlib';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { figureFromLightcurve } from './lightcurve-figure.ts';
import { LightcurveSvg } from './lightcurve-svg.tsx';
import { packFigure } from './packed-figure.ts';
import { testBands, testCurve } from './test-curve.ts';

function manyPoints(count: number) {
  return testCurve(
    Array.from({ length: count }, (_, k) => ({
      mjd: 59500 + k * 0.37 + ((k * 7919) % 100) / 500,
      band: k % 2 === 0 ? ('g' as const) : ('r' as const),
      mag: 18 + Math.sin(k / 9) + ((k * 104729) % 100) / 300,
      magErr: 0.03 + (k % 7) / 100,
    })),
  );
}

function markup(count: number, selected?: string): string {
  const options = { unit: 'mag', hidden: new Set<string>(), bands: testBands, timeScale: 'UTC', selected } as const;
  return renderToStaticMarkup(<LightcurveSvg figure={packFigure(figureFromLightcurve(manyPoints(count), options))} />);
}

test('every mark is placed by percent, and its words are in pixels', () => {
  const html = markup(60);
  const uses = [...html.matchAll(/<use href=#(lc[a-z]{2}) x=([\d.]+)% y=([\d.]+)% \/>/g)];
  expect(uses).toHaveLength(60);
  expect(html).toContain('id="lcdg"');
  expect(html).not.toMatch(/style=|<script/);
});

test('the picture says in words what it shows', () => {
  expect(markup(60)).toContain('aria-label="Difference magnitude (AB) against time; 60 detections, 0 upper limits"');
});

test('the drawing of 60 points is at most 4 kB packed, of 300 at most 9 kB, of 5,000 at most 80 kB', () => {
  const packed = (count: number): number => gzipSync(markup(count)).length;
  expect(packed(60)).toBeLessThan(4_000);
  expect(packed(300)).toBeLessThan(9_000);
  expect(packed(5_000)).toBeLessThan(80_000);
});

test('five thousand points are a path a band, not an element a point', () => {
  expect(markup(5_000).match(/<(use|path|line|text|svg|circle)/g)?.length).toBeLessThan(120);
});

test('the selected epoch has its crosshair and its values on the axes', () => {
  const curve = manyPoints(60);
  const html = markup(60, curve.alertId[10]);
  expect(html).toContain(`>${(curve.mjd[10] ?? 0).toFixed(3)}<`);
});
