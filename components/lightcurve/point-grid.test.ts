import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Series } from './lightcurve-figure.ts';
import { createPointGrid } from './point-grid.ts';

const box = { left: 46, top: 30, width: 890, height: 304 };
const ranges = { x: { from: 0, to: 1 }, y: { from: 0, to: 1 } };
const seriesOf = (points: readonly (readonly [number, number])[]): Series => ({
  band: 'g',
  marker: 'circle',
  kind: 'detection',
  x: points.map(([x]) => x),
  y: points.map(([, y]) => y),
  error: points.map(() => 0),
  row: points.map((_, row) => row),
});
const share = fc.double({ min: -0.1, max: 1.1, noNaN: true });

test('the mark under the pointer is the one that a search over all marks finds', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(share, share), { maxLength: 200 }), share, share, (points, x, y) => {
      const grid = createPointGrid([seriesOf(points)], ranges, box);
      const [left, top] = [box.left + x * box.width, box.top + y * box.height];
      const distances = points
        .filter((point) => point.every((value) => value >= 0 && value <= 1))
        .map(([px, py]) => Math.hypot(box.left + px * box.width - left, box.top + (1 - py) * box.height - top));
      const least = Math.min(Infinity, ...distances);
      const found = grid.nearest(left, top, 14);
      if (least > 14.001) expect(found).toBeNull();
      if (least < 13.999) {
        expect(Math.hypot((found?.left ?? 0) - left, (found?.top ?? 0) - top)).toBeCloseTo(least, 2);
      }
    }),
  );
});

test('of 20,000 marks a question looks at fewer than 300', () => {
  const points = Array.from({ length: 20_000 }, (_, k) => [(k * 0.618034) % 1, (k * 0.414214) % 1] as const);
  const grid = createPointGrid([seriesOf(points)], ranges, box);
  expect(grid.size).toBe(20_000);
  let most = 0;
  for (let k = 0; k < 500; k++) {
    grid.nearest(box.left + ((k * 37) % 890), box.top + ((k * 91) % 304), 14);
    most = Math.max(most, grid.lookedAt);
  }
  expect(most).toBeLessThan(300);
});

test('of two marks at one place the one drawn last is found: it is what people see', () => {
  const grid = createPointGrid(
    [
      seriesOf([
        [0.5, 0.5],
        [0.5, 0.5],
      ]),
    ],
    ranges,
    box,
  );
  expect(grid.nearest(box.left + box.width / 2, box.top + box.height / 2, 5)?.row).toBe(1);
});
