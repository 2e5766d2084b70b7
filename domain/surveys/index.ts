import { lsst } from '#domain/surveys/lsst.ts';
import type { Survey, SurveyId } from '#domain/surveys/survey.ts';
import { ztf } from '#domain/surveys/ztf.ts';

/** Every survey that the portal knows. Adding one begins here. */
export const surveys: readonly Survey[] = [ztf, lsst];

const byId: Readonly<Record<SurveyId, Survey>> = { ztf, lsst };

export function isSurveyId(text: string): text is SurveyId {
  return Object.hasOwn(byId, text);
}

/** The survey of an id; undefined for text that names none. */
export function surveyById(id: SurveyId): Survey;
export function surveyById(id: string): Survey | undefined;
export function surveyById(id: string): Survey | undefined {
  return isSurveyId(id) ? byId[id] : undefined;
}

/** The survey whose grammar a whole object id follows. The grammars don't overlap. */
export function surveyOfObjectId(text: string): Survey | undefined {
  return surveys.find((survey) => survey.objectIdPattern.test(text));
}
