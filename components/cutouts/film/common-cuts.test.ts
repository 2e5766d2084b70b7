import { expect, test } from 'vitest';
import { createCommonCuts } from './common-cuts.ts';

const planeOf = (high: number) => ({ width: 2, height: 1, pixels: Float32Array.of(-high, high), wcs: null });

test('all frames of a film have the median of their cuts, one bright epoch does not darken it, and 24 decide', () => {
  const cuts = createCommonCuts({ symmetric: true, stretch: 'asinh', percent: { low: 0, high: 100 } });
  expect(cuts.now()).toBeUndefined();
  expect(cuts.add('a', planeOf(10))).toBe(true);
  expect(cuts.add('a', planeOf(99))).toBe(false);
  cuts.add('b', planeOf(12));
  cuts.add('c', planeOf(5000));
  expect(cuts.now()).toEqual({ low: -12, high: 12 });
  for (let more = 0; more < 40; more++) cuts.add(`more ${more}`, planeOf(more < 21 ? 20 : 900));
  expect(cuts.now()?.high).toBe(20);
});
