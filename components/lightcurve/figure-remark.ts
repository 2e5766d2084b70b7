import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { BandName } from '#domain/surveys/survey.ts';
import type { UnitOfAxis } from './curve-units.ts';
import type { MarkKind } from './marker-paths.ts';
import { placeOnAxis, type TimeAxis } from './time-axis.ts';

/** One remark, written by data, in the units of the axes. `y` is the place of its line. */
export interface Remark {
  readonly fromX: number;
  readonly toX: number;
  readonly y: number;
  readonly text: string;
}

export interface RemarkContext {
  readonly unit: UnitOfAxis;
  readonly axis: TimeAxis;
  readonly isHidden: (band: BandName, kind: MarkKind) => boolean;
}

/** How soon after the last limit the object appeared; only where that tells something (0.05 d to 30 d). */
export function remarkOf(curve: Lightcurve, { unit, axis, isHidden }: RemarkContext): Remark | null {
  if (axis.periodDays !== null || unit.measures === 'apparent') return null;
  let lastLimit = Number.NaN;
  for (let row = 0; row < curve.mjd.length; row++) {
    const at = curve.mjd[row] ?? Number.NaN;
    const band = curve.band[row];
    const kind = curve.kind[row];
    if (kind === 'limit' && band && !isHidden(band, kind)) lastLimit = at;
    // A bad measurement before makes "first" a matter of opinion.
    if (kind === 'bad') return null;
    if (kind !== 'detection') continue;
    const gap = at - lastLimit;
    const height = unit.heightOf(row);
    if (!(gap >= 0.05 && gap <= 30) || typeof height === 'string') return null;
    const [fromX, toX] = [placeOnAxis(axis, lastLimit), placeOnAxis(axis, at)];
    return { fromX, toX, y: height.y, text: `first detection ${gap.toFixed(1)} d after last limit` };
  }
  return null;
}
