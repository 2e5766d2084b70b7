import { expect, test } from 'vitest';
import { drawingFromFigure } from './figure-drawing.ts';
import { figureFromLightcurve } from './lightcurve-figure.ts';
import { boxOf, wideMargins } from './lightcurve-geometry.ts';
import { type PaintSurface, paintMarks } from './paint-marks.ts';
import { marksIn, plotlyMarksUpTo, tracesOf } from './plotly-figure.ts';
import { testBands, testCurve } from './test-curve.ts';

const curve = testCurve(
  Array.from({ length: 3_000 }, (_, k) => ({
    mjd: 59_000 + k / 10,
    band: k % 2 === 0 ? ('g' as const) : ('r' as const),
    mag: 18 + Math.sin(k / 50),
    negative: k % 10 === 0,
  })),
);
const options = { unit: 'mag', hidden: new Set<string>(), bands: testBands, timeScale: 'UTC' } as const;
const figure = figureFromLightcurve(curve, options);
const colours = { ground: '#fff', selection: '#00f', band: () => '#0a0' };

/** Counts what is asked of it. */
function countingSurface() {
  const counts = { drawImage: 0, moveTo: 0 };
  const nothing = () => {};
  const surface: PaintSurface = {
    beginPath: nothing,
    clearRect: nothing,
    clip: nothing,
    drawImage: () => {
      counts.drawImage += 1;
    },
    fillStyle: '',
    globalAlpha: 1,
    lineTo: nothing,
    lineWidth: 1,
    moveTo: () => {
      counts.moveTo += 1;
    },
    rect: nothing,
    restore: nothing,
    save: nothing,
    setTransform: nothing,
    stroke: nothing,
    strokeStyle: '',
  };
  return { surface, counts };
}

function painted(zoomX: { from: number; to: number } | null) {
  const { surface, counts } = countingSurface();
  const shown = figureFromLightcurve(curve, { ...options, zoomX });
  const sprites = new Set<string>();
  const count = paintMarks(surface, {
    figure: shown,
    x: shown.x,
    y: shown.y,
    box: boxOf(wideMargins, 1060),
    colours,
    pixelRatio: 2,
    sprite: ({ kind, band }) => {
      sprites.add(`${kind} ${band}`);
      return {} as HTMLCanvasElement;
    },
  });
  return { count, drawn: counts.drawImage, sprites: sprites.size };
}

test('every mark of many is painted once, each kind from one small picture', () => {
  expect(painted(null)).toEqual({ count: 3_000, drawn: 3_000, sprites: 3 });
});

test('a zoom paints what lies in the frame only', () => {
  const { count } = painted({ from: 59_100, to: 59_110 });
  expect(count).toBeGreaterThanOrEqual(100);
  expect(count).toBeLessThan(110);
});

test('Plotly has the marks while they are few, and none of many', () => {
  expect(marksIn(figure)).toBeGreaterThan(plotlyMarksUpTo);
  expect(tracesOf(figure, colours)).toHaveLength(1);
  const few = figureFromLightcurve(testCurve([{ mjd: 59_000, mag: 18 }]), options);
  expect(tracesOf(few, colours)).toHaveLength(2);
});

test('a figure on paper has every mark, and says what it is', () => {
  const drawing = drawingFromFigure(figure, { name: 'ZTF99aaaaaaa', columns: 2 });
  const [inside] = drawing.shapes;
  const marks =
    inside?.kind === 'clipped' ? inside.shapes.filter((shape) => shape.kind === 'path' && shape.x !== undefined) : [];
  expect(marks).toHaveLength(3_000);
  expect(drawing.width).toBeCloseTo((180 / 25.4) * 72, 9);
  const words = drawing.shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
  expect(words).toEqual(
    expect.arrayContaining(['ZTF99aaaaaaa', 'MJD (UTC)', 'Difference magnitude (AB)', 'g', 'r', 'g negative']),
  );
});
