import type { Remark } from './figure-remark.ts';
import { isRemarkBefore, shareOf } from './figure-scale.ts';
import type { LightcurveFigure } from './lightcurve-figure.ts';

/** Words of 11 px, as shares of a wide frame. */
const wordsWidth = 0.26;
const halfHeight = 0.04;
/** How far above the first detection (last: below) the line may be, as shares of the height; the first that is free is taken. */
const offsets = [0.14, 0.2, 0.26, 0.33, 0.41, -0.14, -0.22];
const [highest, lowest] = [0.12, 0.94];

/** The remark where no mark lies under its line and words; null where there is no such place: words on data serve neither. */
export function placedRemark({ remark, series, x, y }: LightcurveFigure): Remark | null {
  if (!remark) return null;
  const [from, to] = [shareOf(x, remark.fromX), shareOf(x, remark.toX)];
  const [left, right] = isRemarkBefore(from) ? [from - wordsWidth, to] : [from, to + wordsWidth];
  const tops = series.flatMap((marks) =>
    marks.x.flatMap((at, k) => {
      const across = shareOf(x, at);
      return across < left || across > right ? [] : [1 - shareOf(y, marks.y[k] ?? 0)];
    }),
  );
  const detection = 1 - shareOf(y, remark.y);
  const place = offsets
    .map((offset) => Math.min(lowest, Math.max(highest, detection - offset)))
    .find((middle) => tops.every((top) => Math.abs(top - middle) > halfHeight));
  return place === undefined ? null : { ...remark, y: y.from + (1 - place) * (y.to - y.from) };
}
