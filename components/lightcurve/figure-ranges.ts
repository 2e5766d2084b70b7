import type { UnitOfAxis } from './curve-units.ts';
import type { Range } from './figure-scale.ts';

/** Places of marks, as far as ranges care. */
export interface Marks {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly error: readonly number[];
}

/** Errors longer than this don't stretch the axis, mag. */
const longestErrorMag = 1;

function padded(low: number, high: number, least: number, share: number): [number, number] {
  const span = Math.max(high - low, least);
  const middle = (low + high) / 2;
  return [middle - span * (0.5 + share), middle + span * (0.5 + share)];
}

function extentOf(all: Iterable<Marks>, magnitudes: boolean): { x: [number, number]; y: [number, number] } {
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y, error } of all) {
    for (let k = 0; k < x.length; k++) {
      const [at, value] = [x[k] ?? 0, y[k] ?? 0];
      const reach = magnitudes ? Math.min(error[k] ?? 0, longestErrorMag) : (error[k] ?? 0);
      if (at < x0) x0 = at;
      if (at > x1) x1 = at;
      if (value - reach < y0) y0 = value - reach;
      if (value + reach > y1) y1 = value + reach;
    }
  }
  return { x: [x0, x1], y: [y0, y1] };
}

const emptyRange = ({ magnitudes }: UnitOfAxis): Range => (magnitudes ? { from: 21, to: 17 } : { from: 0, to: 1 });

export interface RangeExtras {
  /** Heights that must be in view. */
  readonly levels: readonly number[];
  /** First and last place of any row, drawn or not, so that no unit moves the time axis. */
  readonly times: readonly [number, number];
  /** The horizontal axis is a whole turn. */
  readonly phase: boolean;
}

/**
 * Ranges over every mark, hidden ones too, so that the legend moves nothing.
 */
export function rangesOf(
  all: Iterable<Marks>,
  unit: UnitOfAxis,
  { levels, times, phase }: RangeExtras,
): { x: Range; y: Range } {
  const found = extentOf(all, unit.magnitudes);
  const turn: Range = { from: -0.02, to: 1.02 };
  const [first, last] = [Math.min(found.x[0], times[0]), Math.max(found.x[1], times[1])];
  if (first > last) return { x: phase ? turn : { from: 0, to: 1 }, y: emptyRange(unit) };
  const [left, right] = padded(first, last, 0.05, 0.045);
  const x = phase ? turn : { from: left, to: right };
  if (found.y[0] > found.y[1]) return { x, y: emptyRange(unit) };
  const [low, high] = [Math.min(found.y[0], ...levels), Math.max(found.y[1], ...levels)];
  if (unit.magnitudes) {
    const [bright, faint] = padded(low, high, 0.8, 0.07);
    return { x, y: { from: faint, to: bright } };
  }
  const [least, most] = padded(Math.min(0, low), Math.max(0, high), 1e-3, 0.07);
  return { x, y: { from: least, to: most } };
}
