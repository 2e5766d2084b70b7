import {
  type Drawing,
  type JournalColumns,
  journalWidthsMm,
  pointsFromMm,
  type Shape,
} from '#components/export/drawing.ts';
import { shareOf, ticksOf } from './figure-scale.ts';
import type { LightcurveFigure, Series } from './lightcurve-figure.ts';
import { brokenLine } from './line-path.ts';
import { isUnderErrors, type MarkKind, markPath, markStyles } from './marker-paths.ts';
import { printColours } from './print-colours.ts';

const other = '#5f6975';
const [ink, ground] = ['#000000', '#ffffff'];

interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Of words, pt. */
  readonly size: number;
  /** Radius of a mark, pt. */
  readonly mark: number;
}

const sheets: Readonly<Record<JournalColumns, Sheet>> = {
  1: {
    width: pointsFromMm(journalWidthsMm[1]),
    height: 185,
    left: 38,
    right: 8,
    top: 24,
    bottom: 30,
    size: 7.5,
    mark: 2.2,
  },
  2: {
    width: pointsFromMm(journalWidthsMm[2]),
    height: 250,
    left: 42,
    right: 10,
    top: 26,
    bottom: 34,
    size: 8.5,
    mark: 2.8,
  },
};

interface Scale {
  readonly x: (place: number) => number;
  readonly y: (value: number) => number;
}

const short = (value: number): number => Math.round(value * 100) / 100;

function axesShapes(figure: LightcurveFigure, sheet: Sheet, { x, y }: Scale): Shape[] {
  const ticks = ticksOf(figure.x, figure.y, figure.axis.name);
  const { left, top, size } = sheet;
  const [right, bottom] = [sheet.width - sheet.right, sheet.height - sheet.bottom];
  const text = { kind: 'text', size, fill: ink } as const;
  // Ticks on all four sides, inwards: as papers have them.
  const across = (at: number, length: number) => {
    const place = short(x(at));
    return `M${place} ${bottom}V${bottom - length}M${place} ${top}V${top + length}`;
  };
  const side = (at: number, length: number) => {
    const place = short(y(at));
    return `M${left} ${place}H${left + length}M${short(right)} ${place}H${short(right - length)}`;
  };
  const d = [
    `M${left} ${top}H${short(right)}V${bottom}H${left}Z`,
    ...ticks.x.major.map(({ at }) => across(at, 4)),
    ...ticks.x.minor.map((at) => across(at, 2)),
    ...ticks.y.major.map(({ at }) => side(at, 4)),
    ...ticks.y.minor.map((at) => side(at, 2)),
  ].join('');
  const every = Math.max(1, Math.ceil(ticks.x.major.length / (sheet.width < 300 ? 4 : 8)));
  return [
    { kind: 'path', d, stroke: ink, lineWidth: 0.6 },
    ...ticks.x.major.flatMap(({ at, label }, index): Shape[] =>
      index % every === 0 ? [{ ...text, x: x(at), y: bottom + size + 3, text: label, anchor: 'middle' }] : [],
    ),
    ...ticks.y.major.map(
      ({ at, label }): Shape => ({ ...text, x: left - 3, y: y(at) + size * 0.35, text: label, anchor: 'end' }),
    ),
    { ...text, x: (left + right) / 2, y: bottom + 2 * size + 7, text: figure.xTitle, anchor: 'middle' },
    { ...text, x: size + 1, y: (top + bottom) / 2, text: figure.yTitle, anchor: 'middle', turnedDeg: 90 },
  ];
}

function markShapes(series: Series, sheet: Sheet, { x, y }: Scale): Shape[] {
  const style = markStyles[series.kind];
  const paint = { band: printColours[series.band], ground, none: undefined };
  const d = markPath(series.kind, series.band, series.marker, sheet.mark);
  const [fill, stroke] = [paint[style.fill], paint[style.stroke]];
  const lines = { ...(fill ? { fill } : {}), stroke, lineWidth: style.strokeWidth * 0.45 };
  return series.x.map((at, k) => ({ kind: 'path', d, x: short(x(at)), y: short(y(series.y[k] ?? 0)), ...lines }));
}

function errorShape(series: Series, { x, y }: Scale): Shape[] {
  const d = series.x
    .map((at, k) => {
      const [value, error] = [series.y[k] ?? 0, series.error[k] ?? 0];
      return error > 0 ? `M${short(x(at))} ${short(y(value - error))}V${short(y(value + error))}` : '';
    })
    .join('');
  return d === '' ? [] : [{ kind: 'path', d, stroke: printColours[series.band], lineWidth: 0.6 }];
}

function lineShapes(figure: LightcurveFigure, sheet: Sheet, { x, y }: Scale): Shape[] {
  const ends = (at: number) => `M${sheet.left} ${short(y(at))}H${short(sheet.width - sheet.right)}`;
  const zero: Shape[] =
    figure.zeroAt === null
      ? []
      : [{ kind: 'path', d: ends(figure.zeroAt), stroke: other, lineWidth: 0.5, dash: [3, 2] }];
  const levels = figure.levels.map(
    ({ band, y: at }): Shape => ({
      kind: 'path',
      d: ends(at),
      stroke: printColours[band],
      lineWidth: 0.6,
      dash: [4, 3],
    }),
  );
  const models = figure.models.map((model): Shape => {
    const d = brokenLine(model.x, model.y, (at, value) => `${short(x(at))} ${short(y(value))}`);
    return { kind: 'path', d: d || 'M0 0', stroke: printColours[model.band], lineWidth: 0.9, roundCaps: true };
  });
  return [...zero, ...levels, ...models];
}

function overlayShapes(figure: LightcurveFigure, { x, y }: Scale): Shape[] {
  return figure.overlays.flatMap(({ series }) =>
    series.flatMap((one) =>
      one.x.map(
        (at, k): Shape => ({
          kind: 'path',
          d: 'M.8,0A.8,.8 0 1,1 0,-.8A.8,.8 0 0,1 .8,0Z',
          x: short(x(at)),
          y: short(y(one.y[k] ?? 0)),
          fill: one.band ? printColours[one.band] : other,
        }),
      ),
    ),
  );
}

const legendOrder: readonly MarkKind[] = ['detection', 'negative', 'forced', 'bad', 'limit'];

/** Bands and kinds that are drawn, above the frame, in one line. */
function legendShapes(figure: LightcurveFigure, name: string, sheet: Sheet): Shape[] {
  const { size, left, top } = sheet;
  const base = top - 7;
  const shapes: Shape[] = [{ kind: 'text', x: left, y: base, text: name, size, fill: ink, bold: true }];
  let at = left + name.length * size * 0.62 + 10;
  const entry = (label: string, mark: Shape[]) => {
    shapes.push(...mark, { kind: 'text', x: at + 5, y: base, text: label, size, fill: ink });
    at += 5 + label.length * size * 0.56 + 9;
  };
  const words: Readonly<Record<MarkKind, string>> = {
    detection: '',
    negative: ' negative',
    limit: ' limit',
    forced: ' forced',
    bad: ' bad',
  };
  for (const series of legendOrder.flatMap((kind) => figure.series.filter((one) => one.kind === kind))) {
    const one = { ...series, x: [0], y: [0] };
    entry(series.band + words[series.kind], markShapes(one, sheet, { x: () => at, y: () => base - size * 0.3 }));
  }
  for (const { label, count } of figure.overlays.filter((overlay) => overlay.shown && overlay.count > 0)) {
    entry(`${label} (${count})`, []);
  }
  return shapes;
}

/** The light curve as it is seen, for a journal: one or two columns wide, with the bands' own markers and colours. */
export function drawingFromFigure(
  figure: LightcurveFigure,
  { name, columns }: { readonly name: string; readonly columns: JournalColumns },
): Drawing {
  const sheet = sheets[columns];
  const [width, height] = [sheet.width - sheet.left - sheet.right, sheet.height - sheet.top - sheet.bottom];
  const scale: Scale = {
    x: (place) => sheet.left + shareOf(figure.x, place) * width,
    y: (value) => sheet.top + (1 - shareOf(figure.y, value)) * height,
  };
  const marks = (wanted: boolean) =>
    figure.series
      .filter((series) => isUnderErrors(series) === wanted)
      .flatMap((series) => markShapes(series, sheet, scale));
  return {
    width: sheet.width,
    height: sheet.height,
    title: `${name}: ${figure.summary}`,
    shapes: [
      {
        kind: 'clipped',
        x: sheet.left,
        y: sheet.top,
        width,
        height,
        shapes: [
          ...lineShapes(figure, sheet, scale),
          ...overlayShapes(figure, scale),
          ...marks(true),
          ...figure.series.flatMap((series) => errorShape(series, scale)),
          ...marks(false),
        ],
      },
      ...axesShapes(figure, sheet, scale),
      ...legendShapes(figure, name, sheet),
    ],
  };
}
