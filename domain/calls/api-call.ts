import type { SurveyId } from '#domain/surveys/survey.ts';

/** A call of the object API: what is sent, and what is shown to be copied. */
export interface ApiCall {
  readonly survey: SurveyId;
  readonly route: string;
  /** In the order in which they are written. */
  readonly args: Readonly<Record<string, string>>;
}

/** Path and query of a call: `/api/v1/objects?objectId=…`. */
export function pathOfCall({ route, args }: Pick<ApiCall, 'route' | 'args'>): string {
  const query = new URLSearchParams(args).toString();
  return query === '' ? `/api/v1/${route}` : `/api/v1/${route}?${query}`;
}
