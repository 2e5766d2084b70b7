import { readingOf } from '#domain/object/readings.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';

/** The column of a score by the words that facts show it with; undefined for words of no score. */
export function scoreColumnOf(survey: SurveyId, label: string): string | undefined {
  const { alertFacts, groups } = readingOf(survey);
  const rules = [...groups.flatMap((group) => group.rules), ...alertFacts];
  return rules.find((rule) => rule.score === true && rule.label === label)?.column;
}
