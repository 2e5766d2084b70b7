import type { SkyPosition } from '#domain/coordinates/separation.ts';
import { type Offset, offsetFrom, positionAt } from './offsets.ts';

/** Where an object was seen on the whole, and how far its positions lie apart. */
export interface MeanPosition extends SkyPosition {
  readonly count: number;
  /** Standard deviation of single positions along each axis, arcsec; NaN for one. */
  readonly scatterEastArcsec: number;
  readonly scatterNorthArcsec: number;
  /** 1σ of the mean itself, arcsec: the larger scatter over √n; NaN for one. */
  readonly errorArcsec: number;
}

function deviation(values: readonly number[], mean: number): number {
  if (values.length < 2) return Number.NaN;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Mean of positions on the plane that touches the sky at the first of them; undefined without any. */
export function meanPosition(positions: readonly SkyPosition[]): MeanPosition | undefined {
  const known = positions.filter(({ raDeg, decDeg }) => Number.isFinite(raDeg + decDeg));
  const first = known[0];
  if (!first) return undefined;
  const offsets: readonly Offset[] = known.map((position) => offsetFrom(first, position));
  const mean = (of: (offset: Offset) => number): number =>
    offsets.reduce((sum, one) => sum + of(one), 0) / known.length;
  const east = mean(({ eastArcsec }) => eastArcsec);
  const north = mean(({ northArcsec }) => northArcsec);
  const scatterEastArcsec = deviation(
    offsets.map(({ eastArcsec }) => eastArcsec),
    east,
  );
  const scatterNorthArcsec = deviation(
    offsets.map(({ northArcsec }) => northArcsec),
    north,
  );
  return {
    ...positionAt(first, { eastArcsec: east, northArcsec: north }),
    count: known.length,
    scatterEastArcsec,
    scatterNorthArcsec,
    errorArcsec: Math.max(scatterEastArcsec, scatterNorthArcsec) / Math.sqrt(known.length),
  };
}
