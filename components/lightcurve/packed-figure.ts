import type { BandMarker, BandName } from '#domain/surveys/survey.ts';
import { isNear, type Range, shareOf } from './figure-scale.ts';
import type { LightcurveFigure, Selection, Series } from './lightcurve-figure.ts';
import type { MarkKind } from './marker-paths.ts';

/** Places are whole steps of the frame: 0.1 px on the widest, 0.3 px of its height. */
const xSteps = 1e4;
const ySteps = 1e3;

/** A figure as it travels with the page: marks as places in the frame, a third of the size of their elements. */
export interface PackedFigure extends Omit<LightcurveFigure, 'series' | 'legend' | 'whole' | 'overlays' | 'models'> {
  readonly zoomed: boolean;
  /** Band, marker, kind, and `left,bottom,error` of each mark, in steps of the frame, joined by blanks. */
  readonly series: readonly (readonly [BandName, BandMarker, MarkKind, string])[];
}

/** Nine digits are 0.001 px, and half of what a double is written with. */
const short = (value: number): number => Number(value.toPrecision(9));
const shortRange = ({ from, to }: Range): Range => ({ from: short(from), to: short(to) });

const shortEpoch = (epoch: Selection): Selection => ({ ...epoch, x: short(epoch.x), y: short(epoch.y) });

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
    zoomed: drawn.x !== whole.x || drawn.y !== whole.y,
    x: shortRange(drawn.x),
    y: shortRange(drawn.y),
    last: drawn.last.map((last) => ({ ...last, y: short(last.y) })),
    selection: selection && shortEpoch(selection),
    pinned: drawn.pinned.map(shortEpoch),
    remark: remark && { ...remark, fromX: short(remark.fromX), toX: short(remark.toX), y: short(remark.y) },
  };
  const height = Math.abs(figure.y.to - figure.y.from);
  return {
    ...figure,
    series: series.map(({ band, marker, kind, x, y, error }) => {
      const marks = x.flatMap((at, k) => {
        if (!isNear(shareOf(figure.x, at)) || !isNear(shareOf(figure.y, y[k] ?? 0))) return [];
        const bar = Math.round(((error[k] ?? 0) / height) * ySteps);
        const left = Math.round(shareOf(figure.x, at) * xSteps);
        const bottom = Math.round(shareOf(figure.y, y[k] ?? 0) * ySteps);
        return `${left},${bottom}${bar > 0 ? `,${bar}` : ''}`;
      });
      return [band, marker, kind, marks.join(' ')];
    }),
  };
}

/** The figure again, its values as exact as a drawing needs; rows and legend stayed behind. */
export function unpackFigure({ series, zoomed, ...figure }: PackedFigure): LightcurveFigure {
  const { x, y } = figure;
  const whole = zoomed ? { x: { ...x }, y: { ...y } } : { x, y };
  const unpacked = series.map(([band, marker, kind, text]): Series => {
    const marks = (text === '' ? [] : text.split(' ')).map((mark) => mark.split(',').map(Number));
    return {
      band,
      marker,
      kind,
      x: marks.map(([left = 0]) => x.from + (left / xSteps) * (x.to - x.from)),
      y: marks.map(([, bottom = 0]) => y.from + (bottom / ySteps) * (y.to - y.from)),
      error: marks.map(([, , bar = 0]) => (bar / ySteps) * Math.abs(y.to - y.from)),
      row: [],
    };
  });
  return { ...figure, whole, series: unpacked, legend: [], overlays: [], models: [] };
}
