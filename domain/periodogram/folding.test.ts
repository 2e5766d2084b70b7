import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBoxAt } from './box.ts';
import { frequencyAt, frequencyGrid, highestIndex } from './frequency-grid.ts';
import { seededUniform } from './period-search.ts';
import golden from './periodogram.golden.json' with { type: 'json' };
import { centred, type PeriodSamples } from './samples.ts';
import { onlyBand, simulatedStar } from './simulated-star.ts';
import { createStringAt } from './string-length.ts';

const indexes = fc.integer({ min: 0, max: 400 });

function gridFrom(samples: PeriodSamples, [shortest = 0, longest = 0, perPeak = 5]: readonly number[]) {
  return frequencyGrid({ shortest, longest }, centred(samples).baseline, perPeak);
}

describe('box least squares', () => {
  test.each(golden.boxes)('star $index: the period that astropy finds', ({ index, limits, peak }) => {
    const star = onlyBand(simulatedStar(index));
    const grid = gridFrom(star, limits);
    const boxAt = createBoxAt(centred(star), 1);
    const powers = Float64Array.from({ length: grid.count }, (_, k) => boxAt(frequencyAt(grid, k)).power);
    const found = frequencyAt(grid, highestIndex(powers));
    // Bins here, exact edges there: peaks agree within half of their width.
    expect(Math.abs(found - 1 / peak) * centred(star).baseline).toBeLessThan(0.1);
  });

  test('depth and length of a dip are found, on the faint side only', () => {
    const uniform = seededUniform(77);
    const time = Float64Array.from({ length: 400 }, () => 300 * uniform());
    const inDip = (t: number) => (t / 1.7) % 1 < 0.1;
    const value = time.map((t) => 15 + (inDip(t) ? 0.4 : 0));
    const samples = centred({ time, value, error: time.map(() => 0.01), band: new Uint8Array(400), bands: 1 });
    const box = createBoxAt(samples, 1)(1 / 1.7);
    expect(box.depth).toBeCloseTo(0.4, 1);
    expect(box.length).toBeCloseTo(0.1, 1);
    expect(createBoxAt(samples, -1)(1 / 1.7).power).toBeLessThan(0.2);
  });
});

describe('string lengths', () => {
  test('are those of a sort by phase', () => {
    fc.assert(
      fc.property(indexes, fc.double({ min: 0.1, max: 9, noNaN: true }), (index, frequency) => {
        const samples = centred(onlyBand(simulatedStar(index)));
        const [low, high] = [Math.min(...samples.value), Math.max(...samples.value)];
        const points = Array.from(samples.time, (t, k) => {
          const phase = t * frequency - Math.floor(t * frequency);
          return { phase, y: ((samples.value[k] ?? 0) - low) / (2 * (high - low)) - 0.25 };
        }).sort((a, b) => a.phase - b.phase);
        const length = points.reduce((sum, { phase, y }, k) => {
          const next = points[(k + 1) % points.length] ?? { phase, y };
          const dx = next.phase - phase + (k + 1 === points.length ? 1 : 0);
          return sum + Math.hypot(dx, next.y - y);
        }, 0);
        expect(createStringAt(samples, 'dworetsky')(frequency)).toBeCloseTo(length / points.length, 9);
      }),
      { numRuns: 40 },
    );
  });

  test('Lafler and Kinman’s number is near 1 for noise', () => {
    const uniform = seededUniform(5);
    const time = Float64Array.from({ length: 3_000 }, () => 100 * uniform());
    const samples = centred({
      time,
      value: time.map(uniform),
      error: time.map(() => 1),
      band: new Uint8Array(3_000),
      bands: 1,
    });
    expect(createStringAt(samples, 'lafler-kinman')(1.3)).toBeCloseTo(1, 1);
  });
});
