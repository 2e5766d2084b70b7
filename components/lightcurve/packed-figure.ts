import type { BandMarker, BandName } from '#domain/surveys/survey.ts';
import { type Range, shareOf } from './figure-scale.ts';
import type { LightcurveFigure, Series } from './lightcurve-figure.ts';
import type { MarkKind } from './marker-paths.ts';

/** Places are whole steps of the frame: 0.1 px on the widest, 0.3 px of its height. */
const xSteps = 1e4;
const ySteps = 1e3;

/** A figure as it travels with the page: marks as places in the frame, a third of the size of their elements. */
export interface PackedFigure extends Omit<LightcurveFigure, 'series' | 'legend'> {
  /** Band, marker, kind, and `left,bottom,error` of each mark, in steps of the frame, joined by blanks. */
  readonly series: readonly (readonly [BandName, BandMarker, MarkKind, string])[];
}

/** Nine digits are 0.001 px, and half of what a double is written with. */
const short = (value: number): number => Number(value.toPrecision(9));
const shortRange = ({ from, to }: Range): Range => ({ from: short(from), to: short(to) });

export function packFigure({ legend: _, series, ...whole }: LightcurveFigure): PackedFigure {
  const { selection, remark } = whole;
  const figure = {
    ...whole,
    x: shortRange(whole.x),
    y: shortRange(whole.y),
    last: whole.last.map((last) => ({ ...last, y: short(last.y) })),
    selection: selection && { ...selection, x: short(selection.x), y: short(selection.y) },
    remark: remark && { ...remark, fromX: short(remark.fromX), toX: short(remark.toX), y: short(remark.y) },
  };
  const height = Math.abs(figure.y.to - figure.y.from);
  return {
    ...figure,
    series: series.map(({ band, marker, kind, x, y, error }) => {
      const marks = x.map((at, k) => {
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
export function unpackFigure({ series, ...figure }: PackedFigure): LightcurveFigure {
  const { x, y } = figure;
  const unpacked = series.map(([band, marker, kind, text]): Series => {
    const marks = text.split(' ').map((mark) => mark.split(',').map(Number));
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
  return { ...figure, series: unpacked, legend: [] };
}
