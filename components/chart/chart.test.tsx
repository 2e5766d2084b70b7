import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Chart } from './chart.tsx';
import { linePath, nearestPoint, placeOf, pointsOf } from './chart-geometry.ts';
import { ChartLegend } from './chart-legend.tsx';
import { axisShare, axisTicks, axisValue, type ChartAxis, equalAspect, extentOf } from './chart-scale.ts';
import type { ChartSeries } from './chart-series.ts';

const phase: ChartAxis = { title: 'Phase', from: 0, to: 2 };
const magnitude: ChartAxis = { title: 'Magnitude (AB)', from: 19, to: 17 };
const size = { width: 400, height: 200 };
const place = placeOf({ x: phase, y: magnitude, equal: false }, size);
const marks: ChartSeries = {
  key: 'r',
  kind: 'marks',
  label: 'r',
  band: 'r',
  marker: 'square',
  x: [1.5, 0.5, 0.5],
  y: [18, 17.5, 18.5],
  errors: [0.1, 0.1, 0.1],
};
const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('axes', () => {
  test('a share and its value are each other’s inverse, linear and logarithmic, either way round', () => {
    fc.assert(
      fc.property(
        finite(1e-3, 10),
        finite(11, 1e4),
        fc.boolean(),
        fc.boolean(),
        finite(0, 1),
        (a, b, log, flip, share) => {
          const axis: ChartAxis = { title: '', from: flip ? b : a, to: flip ? a : b, log };
          expect(axisShare(axis, axisValue(axis, share))).toBeCloseTo(share, 9);
        },
      ),
    );
  });

  test('ticks lie in the range, ascend, and are at least two with words', () => {
    fc.assert(
      fc.property(
        finite(1e-4, 10),
        finite(1.3, 1e5),
        fc.boolean(),
        fc.integer({ min: 4, max: 10 }),
        (low, factor, log, wanted) => {
          const axis: ChartAxis = { title: '', from: low, to: low * factor, log };
          const { major, minor } = axisTicks(axis, wanted);
          expect(major.length).toBeGreaterThanOrEqual(2);
          for (const at of [...major.map((tick) => tick.at), ...minor]) {
            expect(at).toBeGreaterThanOrEqual(low * (1 - 1e-6));
            expect(at).toBeLessThanOrEqual(low * factor * (1 + 1e-6));
          }
          expect(new Set(major.map(({ label }) => label)).size).toBe(major.length);
        },
      ),
    );
  });

  test('an extent holds every finite value and ignores the others', () => {
    expect(extentOf([1, Number.NaN, 3], { padding: 0 })).toEqual({ from: 1, to: 3 });
    expect(extentOf([1, 3], { padding: 0, reversed: true })).toEqual({ from: 3, to: 1 });
    expect(extentOf([Number.NaN])).toEqual({ from: -0.06, to: 1.06 });
    expect(extentOf([18], { least: 1, padding: 0 })).toEqual({ from: 17.5, to: 18.5 });
  });

  test('equal aspect never cuts a range and keeps its direction', () => {
    const [x, y] = equalAspect({ title: '', from: -1, to: 1 }, { title: '', from: 3, to: -3 }, size);
    expect((x.to - x.from) / size.width).toBeCloseTo((y.from - y.to) / size.height, 12);
    expect(x.from).toBeLessThanOrEqual(-1);
    expect(y.from).toBeGreaterThanOrEqual(3);
    expect(y.to).toBeLessThanOrEqual(-3);
  });
});

describe('points', () => {
  test('the nearest is found within reach, and none beyond', () => {
    expect(nearestPoint([marks], place, { left: 301, top: 99, reach: 10 })).toMatchObject({ index: 0, x: 1.5, y: 18 });
    expect(nearestPoint([marks], place, { left: 200, top: 100, reach: 10 })).toBeUndefined();
  });

  test('the walk goes from left to right over every point of the frame', () => {
    expect(pointsOf([marks], place).map(({ x }) => x)).toEqual([0.5, 0.5, 1.5]);
  });

  test('curves are read only where there are no marks', () => {
    const line: ChartSeries = { key: 'model', kind: 'line', x: [0.1, 0.2], y: [18, 18] };
    expect(pointsOf([marks, line], place)).toHaveLength(3);
    expect(nearestPoint([line], place, { left: 22, top: 0, reach: 28 })).toMatchObject({ index: 0 });
  });
});

describe('the path of a curve', () => {
  test('is thinned, and keeps the lowest and highest value of every pixel column', () => {
    const count = 50_000;
    const x = Float64Array.from({ length: count }, (_, k) => (2 * k) / count);
    const y = Float64Array.from(x, (_, k) => (k === 31_417 ? 17.1 : 18.5 + 0.1 * Math.sin(k)));
    const path = linePath(x, y, place);
    expect(path.length).toBeLessThan(30_000);
    expect(path).toContain(` ${Math.round(place.top(17.1) * 10) / 10}`);
  });

  test('is broken by what is missing', () => {
    expect(linePath([0, 1, 1.5, 2], [18, Number.NaN, 18, 18], place)).toBe('M0 100M300 100L400 100');
  });
});

describe('a chart', () => {
  const html = renderToStaticMarkup(
    <Chart title="Folded" summary="3 points" x={phase} y={magnitude} series={[marks]} height={250} />,
  );

  test('has a name, a summary, a key path and as many marks as points', () => {
    expect(html).toContain('role="group"');
    expect(html).toContain('aria-label="Folded"');
    expect(html).toMatch(/role="img" aria-label="3 points"/);
    expect(html).toContain('tabindex="0"');
    expect([...html.matchAll(/<use /g)]).toHaveLength(3);
    expect(html).toContain('height:250px');
  });

  test('puts no word over a mark: names of axes inside the frame are drawn before the data', () => {
    const title = html.indexOf(`>${magnitude.title}<`);
    expect(title).toBeGreaterThan(-1);
    expect(title).toBeLessThan(html.indexOf('<use '));
  });

  test('is a slider where its value is dragged', () => {
    const drag = { label: 'Period', value: 0.5, text: '0.5 d', min: 0.1, max: 1, onMove() {}, onStep() {} };
    const slider = renderToStaticMarkup(
      <Chart title="Periodogram" summary="A peak" x={phase} y={magnitude} series={[]} drag={drag} />,
    );
    expect(slider).toContain('role="slider"');
    expect(slider).toMatch(/aria-valuenow="0.5" aria-valuetext="0.5 d"/);
  });

  test('its legend names what has a name', () => {
    const legend = renderToStaticMarkup(
      <ChartLegend series={[marks, { key: 'rule', kind: 'rule', axis: 'x', at: 1 }]} />,
    );
    expect(legend.match(/<li/g)).toHaveLength(1);
  });
});
