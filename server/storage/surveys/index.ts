import type { SurveyId } from '#domain/surveys/survey.ts';
import { lsstTables } from './lsst.ts';
import type { SurveyTables } from './survey-tables.ts';
import { ztfTables } from './ztf.ts';

/** Tables of every survey, by its id. */
export const surveyTables: Readonly<Record<SurveyId, SurveyTables>> = { ztf: ztfTables, lsst: lsstTables };
