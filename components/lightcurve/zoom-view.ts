import type { CurveState } from './figure-options.ts';
import type { Range } from './figure-scale.ts';
import type { LightcurveFigure } from './lightcurve-figure.ts';
import type { Zoom } from './plot-surface.ts';

type ZoomOfView = Pick<CurveState, 'zoomX' | 'zoomY'>;

const isSame = (a: Range, b: Range): boolean => a.from === b.from && a.to === b.to;

/** An ascending range with so many significant digits of its own length. */
function written({ from, to }: Range): { from: number; to: number } | null {
  const decimals = Math.max(0, 4 - Math.floor(Math.log10(Math.abs(to - from))));
  const [low, high] = [Math.min(from, to), Math.max(from, to)].map((end) => Number(end.toFixed(Math.min(9, decimals))));
  return low !== undefined && high !== undefined && low < high ? { from: low, to: high } : null;
}

function axisZoom(zoom: Range, shown: Range, whole: Range, now: ZoomOfView['zoomX']): ZoomOfView['zoomX'] {
  if (isSame(zoom, shown)) return now;
  return isSame(zoom, whole) ? null : written(zoom);
}

/** What the address says of a zoom; an axis that was not dragged keeps what it had. Null: everything again. */
export function zoomToView(zoom: Zoom | null, { x, y, whole }: LightcurveFigure, now: ZoomOfView): ZoomOfView {
  if (!zoom) return { zoomX: null, zoomY: null };
  return {
    zoomX: axisZoom(zoom.x, x, whole.x, now.zoomX),
    zoomY: axisZoom(zoom.y, y, whole.y, now.zoomY),
  };
}
