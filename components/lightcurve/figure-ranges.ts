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

const emptyMagnitudes: Range = { from: 21, to: 17 };

/**
 * Ranges over every mark, hidden ones too, so that the legend moves nothing; `levels` are heights that must be in view,
 * `phase` says that the horizontal axis is a whole turn.
 */
export function rangesOf(
  all: Iterable<Marks>,
  unit: UnitOfAxis,
  { levels, phase }: { readonly levels: readonly number[]; readonly phase: boolean },
): { x: Range; y: Range } {
  const found = extentOf(all, unit.magnitudes);
  const turn: Range = { from: -0.02, to: 1.02 };
  if (found.x[0] > found.x[1]) {
    return { x: phase ? turn : { from: 0, to: 1 }, y: unit.magnitudes ? emptyMagnitudes : { from: 0, to: 1 } };
  }
  const [left, right] = padded(found.x[0], found.x[1], 0.05, 0.045);
  const x = phase ? turn : { from: left, to: right };
  const [low, high] = [Math.min(found.y[0], ...levels), Math.max(found.y[1], ...levels)];
  if (unit.magnitudes) {
    const [bright, faint] = padded(low, high, 0.8, 0.07);
    return { x, y: { from: faint, to: bright } };
  }
  const [least, most] = padded(Math.min(0, low), Math.max(0, high), 1e-3, 0.07);
  return { x, y: { from: least, to: most } };
}
