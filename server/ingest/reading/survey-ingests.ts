import type { SurveyId } from '#domain/surveys/survey.ts';
import { lsstIngest } from '#server/ingest/surveys/lsst-ingest.ts';
import type { SurveyIngest } from '#server/ingest/surveys/survey-ingest.ts';
import { ztfIngest } from '#server/ingest/surveys/ztf-ingest.ts';

/** How the alerts of each survey become rows. */
export const surveyIngests: Readonly<Record<SurveyId, SurveyIngest>> = { ztf: ztfIngest, lsst: lsstIngest };
