import { lsstReading } from '#domain/surveys/lsst-reading.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import { ztfReading } from '#domain/surveys/ztf-reading.ts';
import type { SurveyReading } from './reading.ts';

const readings: Readonly<Record<SurveyId, SurveyReading>> = { ztf: ztfReading, lsst: lsstReading };

/** What the portal reads from the wire of a survey. */
export function readingOf(survey: SurveyId): SurveyReading {
  return readings[survey];
}
