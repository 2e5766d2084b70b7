import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LeastSquaresProblem, leastSquares, leastSquaresInTurns, leastSquaresSteps } from './least-squares.ts';

/** Residuals of y = a + b·x. */
function line(points: readonly (readonly [number, number])[], bounds: Partial<LeastSquaresProblem> = {}) {
  const problem: LeastSquaresProblem = {
    residuals: (p, out) =>
      points.forEach(([x, y], i) => {
        out[i] = (p[0] ?? 0) + (p[1] ?? 0) * x - y;
      }),
    count: points.length,
    start: [0, 0],
    lower: [-1e6, -1e6],
    upper: [1e6, 1e6],
    ...bounds,
  };
  return problem;
}

/** Rosenbrock's valley. */
const valley: LeastSquaresProblem = {
  residuals(p, out) {
    const [x = 0, y = 0] = p;
    out[0] = 10 * (y - x * x);
    out[1] = 1 - x;
  },
  count: 2,
  start: [-1.2, 1],
  lower: [-5, -5],
  upper: [5, 5],
};

describe('least squares within bounds', () => {
  test('a straight line through exact points is found to the last digits', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.double({ min: -100, max: 100, noNaN: true }),
        (a, b) => {
          const { parameters } = leastSquares(line([0, 1, 2, 5].map((x) => [x, a + b * x] as const)));
          expect(parameters[0]).toBeCloseTo(a, 6);
          expect(parameters[1]).toBeCloseTo(b, 6);
        },
      ),
    );
  });

  test('a bent valley is followed to its end', () => {
    const { parameters, cost } = leastSquares(valley);
    expect([...parameters]).toEqual([expect.closeTo(1, 6), expect.closeTo(1, 6)]);
    expect(cost).toBeLessThan(1e-12);
  });

  test('the solution is never out of bounds, and at a bound where the best is beyond it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (a, b) => {
          const problem = line(
            [0, 1, 2, 5].map((x) => [x, a + b * x] as const),
            { lower: [-10, -10], upper: [10, 10] },
          );
          const { parameters } = leastSquares(problem);
          for (const value of parameters) expect(Math.abs(value)).toBeLessThanOrEqual(10);
          if (Math.abs(a) < 9.9 && Math.abs(b) < 9.9) expect(parameters[1]).toBeCloseTo(b, 5);
        },
      ),
    );
    const held = leastSquares({ ...valley, upper: [0.5, 5] });
    expect([...held.parameters]).toEqual([expect.closeTo(0.5, 9), expect.closeTo(0.25, 6)]);
  });

  test('the covariance of a line is that of the textbook', () => {
    const points = [0, 1, 2, 3, 4].map((x) => [x, 2 * x] as const);
    const { covariance } = leastSquares(line(points));
    // (XᵀX)⁻¹ for x = 0…4: n = 5, Σx = 10, Σx² = 30.
    expect([...(covariance ?? [])]).toEqual([0.6, -0.2, -0.2, 0.1].map((value) => expect.closeTo(value, 6)));
  });

  test('a parameter that no residual knows has no covariance, and does not stop the others', () => {
    const problem = line([
      [1, 3],
      [1, 3],
      [1, 3],
    ]);
    const { parameters, covariance } = leastSquares(problem);
    expect(covariance).toBeUndefined();
    expect((parameters[0] ?? 0) + (parameters[1] ?? 0)).toBeCloseTo(3, 6);
  });

  test('an outlier pulls less with the soft loss', () => {
    const points = [0, 1, 2, 3, 4, 5, 6, 7].map((x) => [x, x === 4 ? 100 : x] as const);
    const plain = leastSquares(line(points)).parameters;
    const soft = leastSquares(line(points, { loss: 'soft-l1' })).parameters;
    expect(Math.abs(soft[0] ?? 9)).toBeLessThan(1);
    expect(Math.abs(plain[0] ?? 0)).toBeGreaterThan(5);
  });

  test('residuals that are no numbers are walked around', () => {
    const root: LeastSquaresProblem = {
      residuals: (p, out) => {
        out[0] = Math.sqrt(p[0] ?? 0) - 2;
      },
      count: 1,
      start: [0.01],
      lower: [-100],
      upper: [100],
    };
    expect(leastSquares(root).parameters[0]).toBeCloseTo(4, 5);
  });

  test('the budget of steps is kept', () => {
    const { iterations, end } = leastSquares({ ...valley, iterations: 3 });
    expect({ iterations, end }).toEqual({ iterations: 3, end: 'budget' });
    expect([...leastSquaresSteps({ ...valley, iterations: 3 })]).toEqual([1, 2, 3]);
  });

  test('in turns it gives the same, and stops when told', async () => {
    let pauses = 0;
    const pause = async (): Promise<void> => {
      pauses++;
    };
    expect(await leastSquaresInTurns(valley, { pause })).toEqual(leastSquares(valley));
    expect(pauses).toBeGreaterThan(5);
    const controller = new AbortController();
    const stopping = async (): Promise<void> => controller.abort(new Error('enough'));
    await expect(leastSquaresInTurns(valley, { pause: stopping, signal: controller.signal })).rejects.toThrow('enough');
  });

  test.each([
    ['a start out of bounds', { ...valley, start: [9, 0] }],
    ['a start that is no number', { ...valley, start: [Number.NaN, 0] }],
    ['more parameters than residuals', { ...valley, count: 1 }],
  ])('%s is refused', (_, problem) => {
    expect(() => leastSquares(problem)).toThrow(RangeError);
  });
});
