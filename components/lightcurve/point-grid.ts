import { type Range, shareOf } from './figure-scale.ts';
import type { Series } from './lightcurve-figure.ts';
import type { PlotBox } from './lightcurve-geometry.ts';

/** A mark found under a place. */
export interface FoundPoint {
  /** Row of the light curve. */
  readonly row: number;
  /** px of the panel */
  readonly left: number;
  readonly top: number;
}

export interface PointGrid {
  readonly size: number;
  /** The mark nearest to a place, px of the panel, within `reach`; of equals the one drawn last. */
  nearest(left: number, top: number, reach: number): FoundPoint | null;
  /** How many marks the last question looked at. */
  readonly lookedAt: number;
}

/** Side of a cell, px: questions of up to this reach touch nine cells at most. */
const cellPx = 16;

interface Places {
  readonly left: Float32Array;
  readonly top: Float32Array;
  readonly row: Int32Array;
  readonly count: number;
}

function placesOf(series: readonly Series[], x: Range, y: Range, box: PlotBox): Places {
  const most = series.reduce((sum, one) => sum + one.x.length, 0);
  const [left, top, row] = [new Float32Array(most), new Float32Array(most), new Int32Array(most)];
  let count = 0;
  for (const one of series) {
    for (let k = 0; k < one.x.length; k++) {
      const [across, up] = [shareOf(x, one.x[k] ?? Number.NaN), shareOf(y, one.y[k] ?? Number.NaN)];
      if (!(across >= 0 && across <= 1 && up >= 0 && up <= 1)) continue;
      left[count] = box.left + across * box.width;
      top[count] = box.top + (1 - up) * box.height;
      row[count] = one.row[k] ?? -1;
      count += 1;
    }
  }
  return { left, top, row, count };
}

/**
 * Marks by the cells of a grid over the frame, so that the one under a pointer is found among a few and not among all.
 * Cells are lists in one array: `next` leads from a mark to the one before it in the same cell.
 */
export function createPointGrid(series: readonly Series[], { x, y }: { x: Range; y: Range }, box: PlotBox): PointGrid {
  const places = placesOf(series, x, y, box);
  const columns = Math.max(1, Math.ceil((box.left + box.width) / cellPx) + 1);
  const rows = Math.max(1, Math.ceil((box.top + box.height) / cellPx) + 1);
  const heads = new Int32Array(columns * rows).fill(-1);
  const next = new Int32Array(places.count);
  const cellAt = (left: number, top: number) => Math.floor(top / cellPx) * columns + Math.floor(left / cellPx);
  for (let k = 0; k < places.count; k++) {
    const cell = cellAt(places.left[k] ?? 0, places.top[k] ?? 0);
    next[k] = heads[cell] ?? -1;
    heads[cell] = k;
  }
  let lookedAt = 0;
  return {
    size: places.count,
    get lookedAt() {
      return lookedAt;
    },
    nearest(left, top, reach) {
      lookedAt = 0;
      let [best, least] = [-1, reach * reach];
      const from = {
        column: Math.max(0, Math.floor((left - reach) / cellPx)),
        row: Math.max(0, Math.floor((top - reach) / cellPx)),
      };
      const to = {
        column: Math.min(columns - 1, Math.floor((left + reach) / cellPx)),
        row: Math.min(rows - 1, Math.floor((top + reach) / cellPx)),
      };
      for (let row = from.row; row <= to.row; row++) {
        for (let column = from.column; column <= to.column; column++) {
          for (let k = heads[row * columns + column] ?? -1; k >= 0; k = next[k] ?? -1) {
            lookedAt += 1;
            const distance = ((places.left[k] ?? 0) - left) ** 2 + ((places.top[k] ?? 0) - top) ** 2;
            if (distance < least || (distance === least && k > best)) [best, least] = [k, distance];
          }
        }
      }
      if (best < 0) return null;
      return { row: places.row[best] ?? -1, left: places.left[best] ?? 0, top: places.top[best] ?? 0 };
    },
  };
}
