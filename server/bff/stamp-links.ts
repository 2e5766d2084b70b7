import type { SurveyId } from '#domain/surveys/survey.ts';
import type { StampLinks } from './caller.ts';

/** Where this portal serves the stamps of an alert. The addresses never change, and neither do the stamps. */
export function stampLinks(survey: SurveyId, objectId: string, alertId: string): StampLinks {
  const base = `/data/${survey}/${objectId === '' ? '-' : objectId}/${alertId}`;
  const fitsUrl = {
    Science: `${base}/Science.fits`,
    Template: `${base}/Template.fits`,
    Difference: `${base}/Difference.fits`,
  };
  return { survey, objectId, alertId, frameUrl: `${base}.stamps`, fitsUrl };
}
