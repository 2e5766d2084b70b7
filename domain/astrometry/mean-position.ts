import type { SkyPosition } from '#domain/coordinates/separation.ts';
import { meanOf, sampleDeviation } from '#domain/statistics/deviation.ts';
import { offsetFrom, positionAt } from './offsets.ts';

/** Where an object was seen on the whole, and how far its positions lie apart. */
export interface MeanPosition extends SkyPosition {
  readonly count: number;
  /** Standard deviation of single positions along each axis, arcsec; NaN for one. */
  readonly scatterEastArcsec: number;
  readonly scatterNorthArcsec: number;
  /** 1σ of the mean itself, arcsec: the larger scatter over √n; NaN for one. */
  readonly errorArcsec: number;
}

/** Mean of positions on the plane that touches the sky at the first of them; undefined without any. */
export function meanPosition(positions: readonly SkyPosition[]): MeanPosition | undefined {
  const known = positions.filter(({ raDeg, decDeg }) => Number.isFinite(raDeg + decDeg));
  const first = known[0];
  if (!first) return undefined;
  const offsets = known.map((position) => offsetFrom(first, position));
  const east = offsets.map(({ eastArcsec }) => eastArcsec);
  const north = offsets.map(({ northArcsec }) => northArcsec);
  const [scatterEastArcsec, scatterNorthArcsec] = [sampleDeviation(east), sampleDeviation(north)];
  return {
    ...positionAt(first, { eastArcsec: meanOf(east), northArcsec: meanOf(north) }),
    count: known.length,
    scatterEastArcsec,
    scatterNorthArcsec,
    errorArcsec: Math.max(scatterEastArcsec, scatterNorthArcsec) / Math.sqrt(known.length),
  };
}
