import type { BandName } from '#domain/surveys/survey.ts';
import { createPublished } from './published.ts';

/** A fit of an analysis as the light curve draws it: a line a band, and what the points leave over. */
export interface CurveModel {
  /** `bazin`, `period`: a fit that is made again replaces the one of the same name. */
  readonly id: string;
  /** As the legend says it: `Bazin fit`. */
  readonly label: string;
  /** What was fitted: the difference, or the source as it shines. */
  readonly measures: 'apparent' | 'difference';
  readonly bands: readonly BandName[];
  /** µJy at a time (MJD in the survey's own scale); NaN where the model says nothing. */
  readonly fluxAt: (mjd: number, band: BandName) => number;
}

/** Fits that are shown over the light curve; publish in an effect and take back what it returns. */
export const curveModels = createPublished<CurveModel>();
