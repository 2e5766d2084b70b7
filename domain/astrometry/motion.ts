import type { SkyPosition } from '#domain/coordinates/separation.ts';
import { meanOf } from '#domain/statistics/deviation.ts';
import { offsetFrom, positionAngleDeg } from './offsets.ts';

/** One position and when it was measured. */
export interface TimedPosition extends SkyPosition {
  /** Days, any scale. */
  readonly mjd: number;
}

/** Even motion along a straight line on the sky. */
export interface Motion {
  readonly rateArcsecPerHour: number;
  /** Of the direction, from north over east, degrees. */
  readonly positionAngleDeg: number;
  /** Root mean square of what the line leaves, arcsec; NaN for two positions. */
  readonly residualArcsec: number;
}

/** Motion of positions by least squares, on the plane that touches the sky at the first; undefined where all are of one moment. */
export function motionOf(points: readonly TimedPosition[]): Motion | undefined {
  const first = points[0];
  if (!first) return undefined;
  const offsets = points.map((point) => offsetFrom(first, point));
  const hours = points.map(({ mjd }) => (mjd - first.mjd) * 24);
  const middle = meanOf(hours);
  const spread = hours.reduce((sum, hour) => sum + (hour - middle) ** 2, 0);
  if (!(spread > 0)) return undefined;
  const line = (values: readonly number[]) => {
    const level = meanOf(values);
    const slope = values.reduce((sum, value, i) => sum + ((hours[i] ?? 0) - middle) * (value - level), 0) / spread;
    const left = values.reduce((sum, value, i) => sum + (value - level - slope * ((hours[i] ?? 0) - middle)) ** 2, 0);
    return { slope, left };
  };
  const east = line(offsets.map(({ eastArcsec }) => eastArcsec));
  const north = line(offsets.map(({ northArcsec }) => northArcsec));
  return {
    rateArcsecPerHour: Math.hypot(east.slope, north.slope),
    positionAngleDeg: positionAngleDeg({ eastArcsec: east.slope, northArcsec: north.slope }),
    residualArcsec: points.length > 2 ? Math.sqrt((east.left + north.left) / points.length) : Number.NaN,
  };
}
