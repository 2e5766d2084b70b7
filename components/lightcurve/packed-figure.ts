import type { BandMarker, BandName } from '#domain/surveys/survey.ts';
import type { LegendEntry } from './figure-legend.ts';
import { isNear, type Range, shareOf } from './figure-scale.ts';
import type { LightcurveFigure, Selection, Series } from './lightcurve-figure.ts';
import type { MarkKind } from './marker-paths.ts';

/** Places are whole steps of the frame: 0.1 px on the widest, 0.3 px of its height. */
const xSteps = 1e4;
const ySteps = 1e3;

/** What most figures have not; a packed one says only what differs. */
const plain = {
  unit: 'mag',
  fluxUnit: 'ujy',
  note: '',
  zeroAt: null,
  omitted: [],
  omittedText: '',
  levels: [],
  remark: null,
  selection: null,
  pinned: [],
} as const satisfies Partial<LightcurveFigure>;

type Plain = Pick<LightcurveFigure, keyof typeof plain>;
type Drawn = Omit<LightcurveFigure, 'series' | 'legend' | 'whole' | 'overlays' | 'models' | keyof Plain>;

/** A figure as it travels with the page: marks as places in the frame, a third of the size of their elements. */
export interface PackedFigure extends Drawn, Partial<Plain> {
  readonly zoomed?: true;
  /**
   * Band, marker, kind, and `left,bottom,error` of each mark, in steps of the frame, joined by blanks; `left` is counted from the
   * mark before.
   */
  readonly series: readonly (readonly [BandName, BandMarker, MarkKind, string])[];
}

/** Nine digits are 0.001 px, and half of what a double is written with. */
const short = (value: number): number => Number(value.toPrecision(9));
const shortRange = ({ from, to }: Range): Range => ({ from: short(from), to: short(to) });

const shortEpoch = (epoch: Selection): Selection => ({ ...epoch, x: short(epoch.x), y: short(epoch.y) });

const usual: ReadonlyMap<string, unknown> = new Map(Object.entries(plain));

const isUsual = ([name, value]: readonly [string, unknown]): boolean =>
  usual.has(name) && (Array.isArray(value) ? value.length === 0 : value === usual.get(name));

/** What differs from most figures, under the names that it had. */
function unusual<T extends Plain>(figure: T): Omit<T, keyof Plain> & Partial<Plain> {
  const entries = Object.entries(figure).filter((entry) => !isUsual(entry));
  return Object.fromEntries(entries) as Omit<T, keyof Plain> & Partial<Plain>;
}

function packMarks({ x, y, error }: Series, figure: Pick<LightcurveFigure, 'x' | 'y'>): string {
  const height = Math.abs(figure.y.to - figure.y.from);
  let before = 0;
  const marks = x.flatMap((at, k) => {
    const [share, up] = [shareOf(figure.x, at), shareOf(figure.y, y[k] ?? 0)];
    if (!isNear(share) || !isNear(up)) return [];
    const left = Math.round(share * xSteps);
    const bar = Math.round(((error[k] ?? 0) / height) * ySteps);
    const mark = `${left - before},${Math.round(up * ySteps)}${bar > 0 ? `,${bar}` : ''}`;
    before = left;
    return mark;
  });
  return marks.join(' ');
}

export function packFigure({
  legend: _,
  overlays: _o,
  models: _m,
  whole,
  series,
  ...drawn
}: LightcurveFigure): PackedFigure {
  const { selection, remark } = drawn;
  const figure = {
    ...drawn,
    ...(drawn.x !== whole.x || drawn.y !== whole.y ? { zoomed: true as const } : {}),
    x: shortRange(drawn.x),
    y: shortRange(drawn.y),
    last: drawn.last.map((last) => ({ ...last, y: short(last.y) })),
    selection: selection && shortEpoch(selection),
    pinned: drawn.pinned.map(shortEpoch),
    remark: remark && { ...remark, fromX: short(remark.fromX), toX: short(remark.toX), y: short(remark.y) },
  };
  return {
    ...unusual(figure),
    series: series.map((one) => [one.band, one.marker, one.kind, packMarks(one, figure)]),
  };
}

/** The figure again, its values as exact as a drawing needs; rows and legend stayed behind. */
export function unpackFigure({ series, zoomed, ...figure }: PackedFigure): LightcurveFigure {
  const { x, y } = figure;
  const whole = zoomed ? { x: { ...x }, y: { ...y } } : { x, y };
  const unpacked = series.map(([band, marker, kind, text]): Series => {
    let before = 0;
    const marks = (text === '' ? [] : text.split(' ')).map((mark) => {
      const [step = 0, bottom = 0, bar = 0] = mark.split(',').map(Number);
      before += step;
      return [before, bottom, bar] as const;
    });
    return {
      band,
      marker,
      kind,
      x: marks.map(([left]) => x.from + (left / xSteps) * (x.to - x.from)),
      y: marks.map(([, bottom]) => y.from + (bottom / ySteps) * (y.to - y.from)),
      error: marks.map(([, , bar]) => (bar / ySteps) * Math.abs(y.to - y.from)),
      row: [],
    };
  });
  return { ...plain, ...figure, whole, series: unpacked, legend: [], overlays: [], models: [] };
}

/** Key, label, count, kind, band and marker; 1 at the end where it is switched off. */
export type PackedEntry = readonly [string, string, number, MarkKind, BandName | null, BandMarker, 1?];

export function packLegend(legend: readonly LegendEntry[]): readonly PackedEntry[] {
  return legend.map(({ key, label, count, kind, band, marker, shown }) =>
    shown ? [key, label, count, kind, band, marker] : [key, label, count, kind, band, marker, 1],
  );
}

export function unpackLegend(legend: readonly PackedEntry[]): readonly LegendEntry[] {
  return legend.map(([key, label, count, kind, band, marker, hidden]) => ({
    ...{ key, label, count, kind, band, marker },
    shown: hidden === undefined,
  }));
}
