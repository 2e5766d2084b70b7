import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frequencyAt } from '#domain/periodogram/frequency-grid.ts';
import { parameterCount } from '#domain/periodogram/multiband-model.ts';
import type { PeriodPoint } from '#domain/periodogram/period-points.ts';
import { centred } from '#domain/periodogram/samples.ts';
import { simulatedStar } from '#domain/periodogram/simulated-star.ts';
import { foldWith } from './period-fold.ts';
import { chanceText, periodText } from './period-text.ts';
import { overlayPoints } from './use-period-points.ts';
import { bestBetween, detailLine, foldedMarks, periodogramLine, statisticRange, stepped } from './variable-figure.ts';

const grid = { first: 0.05, step: 1e-4, count: 60_000 };
const values = Float64Array.from({ length: grid.count }, (_, k) => (k === 31_415 ? 0.9 : 0.1 + 0.05 * Math.sin(k)));
const result = { grid, values, best: 'highest', baseline: 2_000, frequency: frequencyAt(grid, 31_415) } as const;
const bands = [
  { name: 'g', code: 1, marker: 'circle', wavelengthNm: 480 },
  { name: 'r', code: 2, marker: 'square', wavelengthNm: 640 },
] as const;

describe('a periodogram on the screen', () => {
  test('is thinned, by rising period, and keeps its highest and lowest point', () => {
    const { x, y } = periodogramLine(result);
    expect(x.length).toBeLessThan(3_000);
    expect(Array.from(x)).toEqual(Array.from(x).sort((a, b) => a - b));
    expect(Math.max(...Array.from(y))).toBe(0.9);
    expect(Math.min(...Array.from(y))).toBe(Math.min(...values));
  });

  test('in detail has every frequency of its peaks, and the peak', () => {
    const line = detailLine(
      { ...result, index: 0, sigma: 0, sigmaFrom: 'chi2', baluev: 0, window: result, frequencies: grid.count },
      result.frequency,
      10,
    );
    expect(line.x.length).toBe(101);
    expect(Array.from(line.y)).toContain(0.9);
  });

  test('has its best side up', () => {
    expect(statisticRange(result)).toMatchObject({ from: 0 });
    const { from, to } = statisticRange({ values, best: 'lowest' });
    expect(from).toBeGreaterThan(to);
  });

  test('a drag finds the best frequency near the pointer, and none where there is none', () => {
    expect(bestBetween(result, 3.1, 3.3)).toBe(frequencyAt(grid, 31_415));
    expect(bestBetween({ ...result, best: 'lowest' }, 3.1, 3.3)).not.toBe(frequencyAt(grid, 31_415));
    expect(bestBetween(result, 3.10001, 3.10002)).toBeUndefined();
  });

  test('steps go right to longer periods and stay in the grid', () => {
    expect(stepped(grid, 1, 1)).toBeCloseTo(1 - 1e-4, 12);
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), (steps) => {
        const found = stepped(grid, 1, steps);
        return found >= grid.first && found <= frequencyAt(grid, grid.count - 1);
      }),
    );
  });
});

describe('a fold', () => {
  const star = simulatedStar(2);
  const samples = centred(star);
  const request = { method: 'gls', terms: { base: 1, band: 1 }, quantity: 'dcmag', shift: 0, searched: true } as const;
  const fold = foldWith(samples, 1 / star.period, request);

  test('is 0 at its epoch, where the model of the first band is brightest, and the same a period later', () => {
    const phase = (time: number) => (fold.phaseAt(time) + 0.5) % 1;
    expect(phase(fold.epoch)).toBeCloseTo(0.5, 6);
    expect(phase(fold.epoch + star.period)).toBeCloseTo(0.5, 6);
    const values = Array.from({ length: 100 }, (_, k) => fold.valueAtPhase(k / 100, 0));
    expect(Math.min(...values)).toBeCloseTo(fold.valueAtPhase(0, 0), 3);
    expect(Math.abs(fold.epoch - samples.zero)).toBeLessThanOrEqual(star.period);
  });

  test('a shift is added to every phase and changes nothing else', () => {
    const shifted = foldWith(samples, 1 / star.period, { ...request, shift: 0.25 });
    const time = samples.zero + 3.3;
    expect((shifted.phaseAt(time) - fold.phaseAt(time) + 1) % 1).toBeCloseTo(0.25, 9);
    expect(shifted.chi2).toBeCloseTo(fold.chi2, 9);
    expect(shifted.valueAtPhase(0.65, 1)).toBeCloseTo(fold.valueAtPhase(0.4, 1), 9);
  });

  test('a period that was searched for is a parameter, one that was set is not', () => {
    const set = foldWith(samples, 1 / star.period, { ...request, searched: false });
    expect(fold.free).toBe(samples.count - parameterCount(request.terms, 3) - 1);
    expect(set.free).toBe(fold.free + 1);
    expect(fold.reduced).toBeCloseTo(fold.chi2 / fold.free, 12);
  });

  test('of boxes has the middle of the eclipse at 0', () => {
    const eclipsing = simulatedStar(6);
    const box = foldWith(centred(eclipsing), 1 / eclipsing.period, { ...request, method: 'bls' });
    expect(box.valueAtPhase(0, 0)).toBeGreaterThan(box.valueAtPhase(0.5, 0) + 0.2);
  });
});

describe('points and words', () => {
  const point = (time: number, group: string, row: number): PeriodPoint => ({
    time,
    value: 18,
    error: 0.1,
    group,
    band: 'r',
    row,
  });

  test('a mark of either cycle leads to the row it was made from', () => {
    const points = [point(0.25, 'r', 7), point(0.5, 'ZTF DR r', -1), point(0.75, 'r', 9)];
    const groups = [
      { name: 'r', band: 'r' },
      { name: 'ZTF DR r', band: 'r' },
    ] as const;
    const { series, rows } = foldedMarks(points, { groups, bands, place: (time) => time, cycles: 2 });
    expect(series.map(({ key }) => key)).toEqual(['r 0', 'r 1', 'ZTF DR r 0', 'ZTF DR r 1']);
    expect(rows.get('r 1')).toEqual([7, 9]);
    expect(Array.from(series[1]?.x ?? [])).toEqual([1.25, 1.75]);
    expect(series.map(({ mark }) => mark)).toEqual(['detection', 'detection', 'forced', 'forced']);
  });

  test('what is laid over the light curve comes in its unit, at the Sun, with a group of its own; what measures something else does not', () => {
    const overlay = {
      id: 'release',
      label: 'ZTF DR',
      credit: '',
      status: { state: 'ready' },
      measures: 'apparent',
      series: [
        {
          name: 'zr',
          band: 'r',
          marker: 'square',
          mjdUtc: Float64Array.of(59_000, 59_001),
          flux: Float64Array.of(3_631, -5),
          fluxErr: Float64Array.of(36.31, 1),
        },
      ],
    } as const;
    const sight = { timeScale: 'UTC', raDeg: 90, decDeg: 20 } as const;
    const [first, ...more] = overlayPoints([overlay], 'dcmag', sight);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ time: 59_000, group: 'ZTF DR zr', band: 'r', row: -1 });
    expect(first?.value).toBeCloseTo(15, 3);
    expect(overlayPoints([overlay], 'flux', sight)).toEqual([]);
    expect(overlayPoints([{ ...overlay, id: 'survey' }], 'dcflux', sight)[0]?.time).not.toBe(59_000);
  });

  test('a period has the digits that its light curve tells apart; a chance is never a bare zero', () => {
    expect(periodText(0.5, 1_000)).toBe('0.50000');
    expect(periodText(100, 200)).toBe('100.0');
    expect(chanceText(0.0312)).toBe('0.031');
    expect(chanceText(2.4e-7)).toBe('2e-7');
    expect(chanceText(0)).toBe('below 1e-300');
    expect(chanceText(Number.NaN)).toBe('–');
  });
});
