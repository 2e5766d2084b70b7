import { countTicks, dateTicks, type Ticks, type TimeTicks, timeTicks, valueTicks } from './axis-ticks.ts';
import type { TimeAxisName } from './curve-fields.ts';

/** `from` is at the left or the bottom, `to` at the right or the top (magnitudes run downwards: from > to). */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Place of a value in its range, 0 at `from`, 1 at `to`. */
export function shareOf(range: Range, value: number): number {
  return (value - range.from) / (range.to - range.from);
}

/** A share as percent; two decimals are 0.1 px on the widest frame. */
export const percentNumber = (share: number): number => Math.round(share * 1e4) / 100;
export const percent = (share: number): string => `${percentNumber(share)}%`;

/** Marks a little outside of the frame are drawn, so that a zoom cuts through those at its edge; those farther out are not. */
export const isNear = (share: number): boolean => share >= -0.02 && share <= 1.02;

export interface FigureTicks {
  readonly x: TimeTicks;
  readonly y: Ticks;
}

const isCount = (name: TimeAxisName): boolean => name !== 'mjd' && name !== 'date';

function ticksOfAxis(low: number, high: number, name: TimeAxisName): TimeTicks {
  if (isCount(name)) return countTicks(low, high, name !== 'phase');
  return name === 'date' ? dateTicks(low, high) : timeTicks(low, high);
}

/** Ticks for ranges as they are, or as a zoom left them. */
export function ticksOf(x: Range, y: Range, name: TimeAxisName = 'mjd'): FigureTicks {
  return {
    x: ticksOfAxis(Math.min(x.from, x.to), Math.max(x.from, x.to), name),
    y: valueTicks(Math.min(y.from, y.to), Math.max(y.from, y.to), 5),
  };
}

/** The words of a remark stand before its line where there is room for them, else behind it. */
export function isRemarkBefore(from: number): boolean {
  return from > 0.3;
}
