import { extentOf } from '#components/chart/chart-scale.ts';
import { meanPosition } from '#domain/astrometry/mean-position.ts';
import { offsetFrom } from '#domain/astrometry/offsets.ts';
import { galacticFromIcrs } from '#domain/coordinates/frames.ts';
import type { SkyPosition } from '#domain/coordinates/separation.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import { meanOf, sampleDeviation } from '#domain/statistics/deviation.ts';
import type { BandName } from '#domain/surveys/survey.ts';
import type { BandPoint } from '../kit/band-series.ts';

export type Frame = 'equ' | 'gal';

/** Longitude and latitude of a frame in the place of RA and Dec: offsets are then along those. */
const inFrame: Readonly<Record<Frame, (position: SkyPosition) => SkyPosition>> = {
  equ: (position) => position,
  gal: (position) => {
    const [raDeg, decDeg] = galacticFromIcrs(position);
    return { raDeg, decDeg };
  },
};

/** Detections of a light curve that have a position. */
export function seenPositions(curve: Lightcurve): readonly (SkyPosition & { row: number; band: BandName })[] {
  return curve.kind.flatMap((kind, row) => {
    const [raDeg, decDeg, band] = [curve.raDeg[row] ?? Number.NaN, curve.decDeg[row] ?? Number.NaN, curve.band[row]];
    return kind === 'detection' && band && Number.isFinite(raDeg + decDeg) ? [{ row, band, raDeg, decDeg }] : [];
  });
}

/** Offsets of all detections from their mean, arcsec; empty without any. */
export function scatterPoints(curve: Lightcurve, frame: Frame): readonly BandPoint[] {
  const seen = seenPositions(curve);
  const mean = meanPosition(seen);
  if (!mean) return [];
  const centre = inFrame[frame](mean);
  return seen.map(({ row, band, ...position }) => {
    const { eastArcsec, northArcsec } = offsetFrom(centre, inFrame[frame](position));
    return { row, band, x: eastArcsec, y: northArcsec };
  });
}

/** Both axes of the scatter: zero in the middle, east at the left. */
export function scatterRange(points: readonly BandPoint[]): { readonly from: number; readonly to: number } {
  const sizes = points.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]);
  const { to } = extentOf([0, ...sizes], { least: 0.5, padding: 0.12 });
  return { from: -to, to };
}

export interface BandScatter {
  readonly band: BandName;
  readonly count: number;
  /** Mean offset from the mean of all, and scatter, arcsec. */
  readonly meanX: number;
  readonly meanY: number;
  readonly scatterX: number;
  readonly scatterY: number;
}

/** The scatter of each band by itself. */
export function scatterOfBands(points: readonly BandPoint[], bands: readonly BandName[]): readonly BandScatter[] {
  return bands.flatMap((band) => {
    const own = points.filter((point) => point.band === band);
    if (own.length === 0) return [];
    const [x, y] = [own.map((point) => point.x), own.map((point) => point.y)];
    return [
      {
        band,
        count: own.length,
        meanX: meanOf(x),
        meanY: meanOf(y),
        scatterX: sampleDeviation(x),
        scatterY: sampleDeviation(y),
      },
    ];
  });
}
