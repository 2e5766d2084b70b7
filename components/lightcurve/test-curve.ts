import type { Lightcurve, PointKind } from '#domain/lightcurve/lightcurve.ts';
import type { Band, BandName } from '#domain/surveys/survey.ts';

export const testBands: readonly Band[] = [
  { name: 'g', code: 1, marker: 'circle', wavelengthNm: 475 },
  { name: 'r', code: 2, marker: 'square', wavelengthNm: 637 },
  { name: 'i', code: 3, marker: 'triangle', wavelengthNm: 783 },
];

export interface TestPoint {
  readonly mjd: number;
  readonly band?: BandName;
  readonly kind?: PointKind;
  readonly mag?: number;
  readonly magErr?: number;
  readonly limitMag?: number;
  readonly negative?: boolean;
  readonly alertId?: string;
  /** Flux of the reference source, µJy. */
  readonly refFlux?: number;
  readonly className?: string;
}

/** A light curve of hand-made points; flux follows from the magnitude. */
export function testCurve(points: readonly TestPoint[]): Lightcurve {
  const numbers = (of: (point: TestPoint) => number | undefined) =>
    Float64Array.from(points.map((point) => of(point) ?? Number.NaN));
  const flux = ({ mag, negative }: TestPoint) =>
    mag === undefined ? undefined : (negative ? -1 : 1) * 3631e6 * 10 ** (-0.4 * mag);
  return {
    survey: 'ztf',
    objectId: 'ZTF99aaaaaaa',
    alertId: points.map(({ alertId, kind }, row) => alertId ?? (kind === 'limit' ? '' : `92000000000000000${row}`)),
    mjd: numbers(({ mjd }) => mjd),
    band: points.map(({ band }) => band ?? 'g'),
    kind: points.map(({ kind }) => kind ?? 'detection'),
    negative: points.map(({ negative }) => negative ?? false),
    mag: numbers(({ mag }) => mag),
    magErr: numbers(({ mag, magErr }) => (mag === undefined ? undefined : (magErr ?? 0.1))),
    limitMag: numbers(({ limitMag }) => limitMag),
    flux: numbers(flux),
    fluxErr: numbers((point) => {
      const value = flux(point);
      return value === undefined ? undefined : (Math.abs(value) * (point.magErr ?? 0.1)) / 1.0857;
    }),
    refFlux: numbers(({ refFlux }) => refFlux),
    refFluxErr: numbers(({ refFlux }) => refFlux && refFlux / 50),
    refDistArcsec: numbers(({ refFlux }) => refFlux && 0.3),
    totalFlux: numbers((point) => point.refFlux && point.refFlux + (flux(point) ?? Number.NaN)),
    totalFluxErr: numbers((point) => point.refFlux && point.refFlux / 20),
    raDeg: numbers(({ kind }) => (kind === 'limit' ? undefined : 180)),
    decDeg: numbers(({ kind }) => (kind === 'limit' ? undefined : -10)),
    className: points.map(({ className }) => className ?? ''),
    scores: {},
  };
}
