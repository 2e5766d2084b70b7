import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Epoch } from '../epoch.ts';
import { epochsWithin, filmLayout, frameWidth, mostMounted, mountedFrames, scrollTo } from './film-layout.ts';

const epochsAt = (mjds: readonly number[]): readonly Epoch[] =>
  mjds.map((mjd, at) => ({ alertId: String(at), band: 'g', mjd, negative: false }));
const times = fc
  .array(fc.double({ min: 59_000, max: 59_100, noNaN: true }), { minLength: 1, maxLength: 60 })
  .map((mjds) => epochsAt(mjds.sort((a, b) => a - b)));
const rules = (width: number) => ({ width, placeOf: (mjd: number) => ((mjd - 59_000) / 100) * width });

test('frames keep the order of time, never cover each other, and stay within the film', () => {
  fc.assert(
    fc.property(times, fc.integer({ min: 200, max: 2000 }), (epochs, width) => {
      const { lefts, length } = filmLayout(epochs, rules(width));
      expect(lefts).toHaveLength(epochs.length);
      for (const [at, left] of lefts.entries()) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + frameWidth).toBeLessThanOrEqual(length + 1e-9);
        if (at > 0) expect(left - (lefts[at - 1] ?? 0)).toBeGreaterThanOrEqual(frameWidth + 4 - 1e-9);
      }
    }),
  );
});

test('frames that have room stand at their times', () => {
  const { lefts } = filmLayout(epochsAt([59_020, 59_050, 59_080]), rules(1000));
  expect(lefts).toEqual([178, 478, 778]);
});

test('of three thousand epochs at most 24 frames exist, wherever the film stands and however wide it is', () => {
  const layout = filmLayout(epochsAt(Array.from({ length: 3000 }, (_, at) => 59_000 + at / 30)), rules(780));
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 100, max: 3000 }), (share, width) => {
      const scroll = share * (layout.length - width);
      const [from, to] = mountedFrames(layout, { scroll, width });
      expect(to - from).toBeGreaterThan(0);
      expect(to - from).toBeLessThanOrEqual(mostMounted);
    }),
  );
});

test('what is in view exists, on a film of usual width', () => {
  const layout = filmLayout(epochsAt(Array.from({ length: 500 }, (_, at) => 59_000 + at)), rules(780));
  fc.assert(
    fc.property(fc.double({ min: 0, max: layout.length - 780, noNaN: true }), (scroll) => {
      const [from, to] = mountedFrames(layout, { scroll, width: 780 });
      for (const [at, left] of layout.lefts.entries())
        if (left + frameWidth > scroll && left < scroll + 780) expect(at >= from && at < to).toBe(true);
    }),
  );
});

test('a selected frame comes into the middle, and one in view does not move the film', () => {
  const layout = filmLayout(epochsAt(Array.from({ length: 100 }, (_, at) => 59_000 + at)), rules(500));
  expect(scrollTo(layout, 2, { scroll: 0, width: 500 })).toBe(0);
  const scroll = scrollTo(layout, 50, { scroll: 0, width: 500 });
  expect((layout.lefts[50] ?? 0) - scroll).toBeCloseTo(250 - frameWidth / 2, 6);
});

test('an axis that runs backwards holds the same epochs', () => {
  const epochs = epochsAt([1, 2, 3]);
  expect(epochsWithin(epochs, { from: 2.5, to: 1.5 }).map(({ mjd }) => mjd)).toEqual([2]);
  expect(epochsWithin(epochs, null)).toHaveLength(3);
});
