import type { BandName, SurveyId } from '#domain/surveys/survey.ts';

/** What a point of a light curve is. */
export const pointKinds = ['detection', 'limit', 'bad', 'forced'] as const;
export type PointKind = (typeof pointKinds)[number];

/**
 * One object's photometry and what was said of each alert, columnar, oldest first. All arrays have the same length.
 * Missing numbers are NaN; ids are decimal text because they exceed 2^53.
 */
export interface Lightcurve {
  readonly survey: SurveyId;
  readonly objectId: string;
  /** Alert id (candid, diaSourceId) as decimal text; '' where the point has no alert (limits). */
  readonly alertId: readonly string[];
  /** Days, in the survey's own scale (ZTF UTC, Rubin TAI). */
  readonly mjd: Float64Array;
  readonly band: readonly BandName[];
  readonly kind: readonly PointKind[];
  /** True where the source is fainter than the reference (isdiffpos f, or negative flux). */
  readonly negative: readonly boolean[];
  /** Difference magnitude, AB, of |flux|, and 1σ, mag. For limits: NaN. */
  readonly mag: Float64Array;
  readonly magErr: Float64Array;
  /** 5σ limiting magnitude, AB. */
  readonly limitMag: Float64Array;
  /** Signed difference flux and 1σ, µJy. For limits: NaN. */
  readonly flux: Float64Array;
  readonly fluxErr: Float64Array;
  /** Flux of the source in the reference image and 1σ, µJy, and its distance, arcsec (NaN where the survey tells none). */
  readonly refFlux: Float64Array;
  readonly refFluxErr: Float64Array;
  readonly refDistArcsec: Float64Array;
  /** Flux of the source itself and 1σ, µJy: reference and difference together, or as the exposure was measured. */
  readonly totalFlux: Float64Array;
  readonly totalFluxErr: Float64Array;
  /** ICRS, degrees; NaN for limits. */
  readonly raDeg: Float64Array;
  readonly decDeg: Float64Array;
  /** Class that each alert states; '' where it states none. */
  readonly className: readonly string[];
  /** Numbers of each alert by the name of their column on the wire: scores, real/bogus, … */
  readonly scores: Readonly<Record<string, Float64Array>>;
}

/** What stands before the name of a score where columns have names. */
export const scorePrefix = 'score ';

/** The columns that hold numbers. */
export type NumberColumn = {
  [Name in keyof Lightcurve]: Lightcurve[Name] extends Float64Array ? Name : never;
}[keyof Lightcurve];

/** All columns of numbers, each by the same rule. */
export function numbersFrom<Column>(make: (name: NumberColumn) => Column): Record<NumberColumn, Column> {
  return {
    mjd: make('mjd'),
    mag: make('mag'),
    magErr: make('magErr'),
    limitMag: make('limitMag'),
    flux: make('flux'),
    fluxErr: make('fluxErr'),
    refFlux: make('refFlux'),
    refFluxErr: make('refFluxErr'),
    refDistArcsec: make('refDistArcsec'),
    totalFlux: make('totalFlux'),
    totalFluxErr: make('totalFluxErr'),
    raDeg: make('raDeg'),
    decDeg: make('decDeg'),
  };
}
