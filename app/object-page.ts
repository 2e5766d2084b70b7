import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { PortalError } from '#domain/failure.ts';
import type { Lightcurve } from '#domain/lightcurve/lightcurve.ts';
import type { ObjectSummary } from '#domain/object/summary.ts';
import type { ResultRow } from '#domain/search/result.ts';
import { surveyOfObjectId } from '#domain/surveys/index.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import type { Aged } from '#server/bff/caller.ts';
import { statusOfFailure } from '#server/bff/status.ts';
import { firstFlushMs, isCrawler, type Settled, settledWithin } from './first-flush.ts';
import { pageCaller } from './page-caller.ts';
import { setResponseStatus } from './response-status.ts';

export const objectRoute = '/{objectId}';
export const embedRoute = '/embed/{objectId}';

export interface LoadedObject {
  readonly survey: Survey;
  readonly summary: ObjectSummary & Aged;
  readonly curve: Lightcurve & Aged;
}

async function load(objectId: string, route: string): Promise<LoadedObject> {
  const survey = surveyOfObjectId(objectId);
  if (!survey) throw new PortalError('not-found', `“${objectId}” is no identifier of an object.`);
  const caller = await pageCaller(route);
  const [summary, curve] = await Promise.all([caller.summary({ objectId }), caller.lightcurve({ objectId })]);
  return { survey, summary, curve };
}

export interface StartedObject {
  readonly work: Promise<LoadedObject>;
  /** What became of it before the first flush. */
  readonly first: Settled<LoadedObject>;
}

/** One load a request, for metadata and page; crawlers are waited for, people get the shell when it takes longer. `route` names the page. */
export const startObject = cache(async (objectId: string, route: string): Promise<StartedObject> => {
  const work = load(objectId, route);
  const agent = (await headers()).get('user-agent');
  const first = await settledWithin(work, isCrawler(agent) ? Number.POSITIVE_INFINITY : firstFlushMs);
  return { work, first };
});

/** The text of a path segment as people wrote it; text that is no UTF-8 stays escaped. */
export function segmentText(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Next's search parameters as the platform's. */
export function queryOf(parameters: Record<string, string | string[] | undefined>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) if (one !== undefined) query.append(name, one);
  }
  return query;
}

/** Ids that look like the searched one; none when the API is in trouble, because this is only help. */
export async function similarTo(objectId: string): Promise<readonly ResultRow[]> {
  if (!surveyOfObjectId(objectId)) return [];
  try {
    return await (await pageCaller(objectRoute)).similar({ objectId });
  } catch {
    return [];
  }
}

/** By name and kind: pages and the portal are bundled apart, so the class exists twice in this process. */
function isPortalError(error: unknown): error is PortalError {
  return (
    error instanceof Error && error.name === 'PortalError' && 'kind' in error && String(error.kind) in statusOfFailure
  );
}

/** The failure as one of ours, its status noted for the head of the response where that is still to be written. */
export function failureOf(error: unknown): { failure: PortalError; status: number } {
  const failure = isPortalError(error)
    ? error
    : new PortalError('internal', 'Something failed here that should not have.');
  return { failure, status: statusOfFailure[failure.kind] };
}

/** Says the status of a page that has not begun to be sent. A 404 that can't be noted goes Next's own way. */
export function answerWith(status: number): void {
  if (!setResponseStatus(status) && status === 404) notFound();
}
