import type { Survey } from '#domain/surveys/survey.ts';
import { jsonAnswer } from '#server/http/answer.ts';
import type { MockHandler } from '../mock-route.ts';

/** `/api/v1/schema`: the survey's alert columns by family, each with its type and sentence. */
export function schemaHandler(survey: Survey): MockHandler {
  const groups = new Map<string, Record<string, { doc: string; type: string }>>();
  for (const { name, type, doc } of survey.alertColumns) {
    const [family = '', ...rest] = name.split(':');
    const group = groups.get(family) ?? {};
    group[rest.join(':')] = { doc, type };
    groups.set(family, group);
  }
  const page = Object.fromEntries([...groups].map(([family, group]) => [`Columns (${family}:)`, group]));
  return async () => jsonAnswer(page);
}
