import type { SurveyId } from '#domain/surveys/survey.ts';
import type { Answer } from '#server/http/answer.ts';
import type { RequestContext } from '#server/http/request-context.ts';
import { type Asked, behave } from './behave.ts';
import type { Fixtures, MockObject } from './fixtures.ts';

export interface MockDeps {
  readonly fixtures: Fixtures;
  readonly version: string;
}

export type MockHandler = (context: RequestContext) => Promise<Answer>;

/** A place in the lake that only the mock knows: the object is in its name. */
export function mockPath(survey: SurveyId, objectId: string): string {
  return `/mock/${survey}/${objectId}.parquet`;
}

export function objectOfPath(hdfsPath: string): { survey: string; objectId: string } | undefined {
  const match = /\/?mock\/([a-z]+)\/([A-Za-z0-9]+)\.parquet$/.exec(hdfsPath);
  return match?.[1] && match[2] ? { survey: match[1], objectId: match[2] } : undefined;
}

/** The answer of the failures among the objects, the first one that has its own; undefined when all is as usual. */
export async function failureAnswer(
  objects: readonly MockObject[],
  asked: Asked,
  context: RequestContext,
): Promise<Answer | undefined> {
  for (const { failure } of objects) {
    const answer = failure && (await behave(failure[asked], asked, context));
    if (answer) return answer;
  }
  return undefined;
}
