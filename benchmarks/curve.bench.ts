// What a choice of the light curve costs in the browser's thread, without a browser: `npx tsx benchmarks/curve.bench.ts`.
import { units } from '#components/lightcurve/curve-fields.ts';
import { type FigureOptions, figureFromLightcurve } from '#components/lightcurve/lightcurve-figure.ts';
import { createPointGrid } from '#components/lightcurve/point-grid.ts';
import { testBands, testCurve } from '#components/lightcurve/test-curve.ts';
import { nightlyLightcurve } from '#domain/lightcurve/night-bins.ts';
import { type Figure, median, printFigures } from './measure.ts';

const curveOf = (count: number) =>
  testCurve(
    Array.from({ length: count }, (_, k) => ({
      mjd: 58_000 + k * 0.11,
      band: k % 2 === 0 ? ('g' as const) : ('r' as const),
      mag: 18 + Math.sin(k / 9) + ((k * 104_729) % 100) / 300,
      magErr: 0.03 + (k % 7) / 100,
      refFlux: 300,
    })),
  );
const options: FigureOptions = { unit: 'mag', hidden: new Set(), bands: testBands, timeScale: 'UTC' };

function timed(run: (turn: number) => void, turns: number): number {
  const times = Array.from({ length: turns }, (_, turn) => {
    const start = performance.now();
    run(turn);
    return performance.now() - start;
  });
  return median(times);
}

const toggled = curveOf(2_000);
const many = curveOf(20_000);
const box = { left: 46, top: 30, width: 890, height: 304 };
const figure = figureFromLightcurve(many, options);
const grid = createPointGrid(figure.series, figure, box);
let found = 0;

const figures: Figure[] = [
  ...units.map((unit) => ({
    name: `another unit of 2,000 points: ${unit}`,
    value: timed(() => figureFromLightcurve(toggled, { ...options, unit }), 200),
    unit: 'ms',
    budget: 4,
  })),
  {
    name: 'one point a night, 2,000 points',
    value: timed(() => nightlyLightcurve(toggled, 0.8), 100),
    unit: 'ms',
    budget: 4,
  },
  {
    name: 'grid of 20,000 points',
    value: timed(() => createPointGrid(figure.series, figure, box), 60),
    unit: 'ms',
    budget: 16,
  },
  {
    name: 'the point under the pointer, of 20,000',
    value: timed((turn) => {
      if (grid.nearest(box.left + ((turn * 37) % 890), box.top + ((turn * 91) % 304), 14)) found++;
    }, 5_000),
    unit: 'ms',
    budget: 4,
  },
];
printFigures(figures);
if (found === 0) throw new Error('The grid found nothing.');
