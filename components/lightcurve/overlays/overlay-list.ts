import { surveys } from '#domain/surveys/index.ts';
import type { Survey, SurveyId } from '#domain/surveys/survey.ts';
import type { OverlayId } from './overlay-ids.ts';

export interface OverlayChoice {
  readonly id: OverlayId;
  /** On the switch. */
  readonly title: string;
  /** In the legend. */
  readonly label: string;
  /** What it is and who is to be thanked. */
  readonly credit: string;
}

/** The survey whose alerts can be laid over those of `survey`. */
export function otherSurvey(survey: SurveyId): Survey | undefined {
  return surveys.find(({ id }) => id !== survey);
}

/** What can be laid over the light curve of an object of `survey`. */
export function overlayChoices(survey: SurveyId): readonly OverlayChoice[] {
  const other = otherSurvey(survey);
  const release: OverlayChoice = {
    id: 'release',
    title: 'Data-release photometry',
    label: 'ZTF DR',
    credit: 'Latest ZTF data release, served by SNAD. Times are heliocentric, up to 8 min from those of alerts.',
  };
  if (other === undefined) return [release];
  const credit = `Difference photometry of the nearest ${other.name} object within 1.5″, through Fink.`;
  return [release, { id: 'survey', title: `${other.name} alerts`, label: other.name, credit }];
}
