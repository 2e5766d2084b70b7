import { readingOf } from '#domain/object/readings.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';

/** The column of a fact by the words that it is shown with; undefined for words of no fact. */
export function factColumnOf(survey: SurveyId, label: string): string | undefined {
  const { alertFacts, groups } = readingOf(survey);
  const rules = [...groups.flatMap((group) => group.rules), ...alertFacts];
  return rules.find((rule) => rule.label === label)?.column;
}
