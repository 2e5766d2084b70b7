import { axisShare, type ChartAxis, equalAspect } from './chart-scale.ts';
import { type ChartPoint, type ChartSeries, readable } from './chart-series.ts';

/** A chart laid out for one width: where values are, in pixels of the inner frame. */
export interface ChartPlace {
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly width: number;
  readonly height: number;
  readonly left: (value: number) => number;
  readonly top: (value: number) => number;
}

export interface ChartMargins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Room around the inner frame. */
export function marginsOf(x: ChartAxis, y: ChartAxis, outerWidth: number): ChartMargins {
  const narrow = outerWidth < 480;
  return {
    left: narrow ? 38 : 46,
    right: y.opposite ? 46 : narrow ? 8 : 12,
    top: x.opposite ? 28 : 10,
    bottom: x.title === '' ? 24 : 40,
  };
}

export interface ChartAxes {
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  /** As many pixels a unit on both. */
  readonly equal: boolean;
}

export function placeOf(axes: ChartAxes, size: { readonly width: number; readonly height: number }): ChartPlace {
  const [x, y] = axes.equal ? equalAspect(axes.x, axes.y, size) : [axes.x, axes.y];
  return {
    x,
    y,
    ...size,
    left: (value) => axisShare(x, value) * size.width,
    top: (value) => (1 - axisShare(y, value)) * size.height,
  };
}

const inFrame = (place: ChartPlace, left: number, top: number): boolean =>
  left >= -1 && left <= place.width + 1 && top >= -1 && top <= place.height + 1;

/** Points that can be walked over, from left to right; of a curve about one in three pixels. */
export function pointsOf(series: readonly ChartSeries[], place: ChartPlace): readonly ChartPoint[] {
  const points: ChartPoint[] = [];
  for (const one of readable(series)) {
    const every = one.kind === 'line' ? Math.max(1, Math.floor((one.x.length * 3) / place.width)) : 1;
    for (let index = 0; index < one.x.length; index += every) {
      const [x, y] = [one.x[index] ?? Number.NaN, one.y[index] ?? Number.NaN];
      if (inFrame(place, place.left(x), place.top(y))) points.push({ series: one, index, x, y });
    }
  }
  return points.sort((a, b) => place.left(a.x) - place.left(b.x));
}

/** The point nearest to a place of the frame: marks within `reach` pixels, of curves the nearest by x. */
export function nearestPoint(
  series: readonly ChartSeries[],
  place: ChartPlace,
  at: { readonly left: number; readonly top: number; readonly reach: number },
): ChartPoint | undefined {
  let found: ChartPoint | undefined;
  let least = at.reach * at.reach;
  for (const one of readable(series)) {
    const weight = one.kind === 'marks' ? 1 : 0.01;
    for (let index = 0; index < one.x.length; index++) {
      const [x, y] = [one.x[index] ?? Number.NaN, one.y[index] ?? Number.NaN];
      const [left, top] = [place.left(x), place.top(y)];
      const distance = (left - at.left) ** 2 + weight * (top - at.top) ** 2;
      if (!(distance < least) || !inFrame(place, left, top)) continue;
      least = distance;
      found = { series: one, index, x, y };
    }
  }
  return found;
}

/** Places of SVG: a tenth of a pixel is finer than any screen. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Path of a curve. Where several points share a pixel column, its first, lowest, highest and last stand for all. */
export function linePath(x: ArrayLike<number>, y: ArrayLike<number>, place: ChartPlace): string {
  let path = '';
  let isOpen = false;
  const to = (left: number, top: number) => {
    path += `${isOpen ? 'L' : 'M'}${tenth(left)} ${tenth(top)}`;
    isOpen = true;
  };
  for (let k = 0; k < x.length; ) {
    const [left, top] = [place.left(x[k] ?? Number.NaN), place.top(y[k] ?? Number.NaN)];
    if (!Number.isFinite(left) || !Number.isFinite(top)) {
      isOpen = false;
      k++;
      continue;
    }
    const column = Math.floor(left);
    let [low, high, last, next] = [top, top, top, k + 1];
    for (; next < x.length && Math.floor(place.left(x[next] ?? Number.NaN)) === column; next++) {
      const other = place.top(y[next] ?? Number.NaN);
      if (!Number.isFinite(other)) break;
      [low, high, last] = [Math.min(low, other), Math.max(high, other), other];
    }
    to(left, top);
    if (next - k > 3) {
      to(column + 0.5, low);
      to(column + 0.5, high);
    } else for (let j = k + 1; j < next - 1; j++) to(place.left(x[j] ?? 0), place.top(y[j] ?? 0));
    if (next - k > 1) to(place.left(x[next - 1] ?? 0), last);
    k = next;
  }
  return path;
}
