import type { BandName, SurveyId } from '#domain/surveys/survey.ts';

/** What a point of a light curve is. */
export const pointKinds = ['detection', 'limit', 'bad', 'forced'] as const;
export type PointKind = (typeof pointKinds)[number];

/**
 * One object's difference photometry, columnar, oldest first. All arrays have the same length.
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
}
