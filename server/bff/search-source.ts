import { pathOfCall } from '#domain/calls/api-call.ts';
import { PortalError } from '#domain/failure.ts';
import { readingOf } from '#domain/object/readings.ts';
import type { MadeCall, ResultRow, SearchResult, Understood } from '#domain/search/result.ts';
import { isOneSlipAway } from '#domain/search/similar-ids.ts';
import { understoodFromText } from '#domain/search/understand.ts';
import { surveyOfObjectId, surveys } from '#domain/surveys/index.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import type { ObjectApi, ObjectQuery } from '#server/clients/object-api.ts';
import { createNameLookup } from './name-lookup.ts';
import type { RequestScope } from './request-scope.ts';
import { resultFromAnswers } from './search-answers.ts';
import { plansFor, prefixPlan, type SearchPlan } from './search-plan.ts';

export interface SearchSource {
  /** Never throws for text that can't be understood: the result says why. @throws {PortalError} when no survey asked has answered. */
  search(text: string, scope: RequestScope): Promise<SearchResult>;
  /** Objects whose id is one slip away from `objectId`, latest first. */
  similar(objectId: string, scope: RequestScope): Promise<readonly ResultRow[]>;
}

export interface SearchSourceDeps {
  readonly objects: ObjectApi;
  readonly publicUrls: Readonly<Record<SurveyId, string>>;
  readonly defaultSurvey: SurveyId;
  readonly nowMs: () => number;
}

const classNames = surveys.flatMap((survey) => readingOf(survey.id).classNames);
const options = { classNames, defaultRadiusArcsec: 10, defaultLimit: 100 } as const;

async function ask(objects: ObjectApi, plan: SearchPlan, { call, trace }: RequestScope): Promise<readonly WireRow[]> {
  trace.note('searched', plan.query.route);
  return await objects.rows(plan.survey.id, plan.query, call);
}

/** A name that the API does not know has no alerts. */
async function askKnown(objects: ObjectApi, plan: SearchPlan, scope: RequestScope): Promise<readonly WireRow[]> {
  try {
    return await ask(objects, plan, scope);
  } catch (error) {
    if (plan.isName && error instanceof PortalError && ['bad-request', 'not-found'].includes(error.kind)) return [];
    throw error;
  }
}

export function createSearchSource({ objects, publicUrls, defaultSurvey, nowMs }: SearchSourceDeps): SearchSource {
  const names = createNameLookup({ objects });
  const madeCall = (survey: SurveyId, query: ObjectQuery): MadeCall => ({
    ...query,
    method: 'GET',
    survey,
    apiUrl: publicUrls[survey],
    url: `${publicUrls[survey]}${pathOfCall(query)}`,
  });

  const searchFor = async (text: string, understood: Understood, scope: RequestScope): Promise<SearchResult> => {
    const fromMs = nowMs();
    const plans = plansFor(understood, defaultSurvey);
    const answers = await Promise.allSettled(plans.map((plan) => askKnown(objects, plan, scope)));
    const callOf = ({ survey, query }: SearchPlan): MadeCall => madeCall(survey.id, query);
    return { ...resultFromAnswers({ text, understood, plans, answers, callOf }), tookMs: nowMs() - fromMs };
  };

  return {
    async search(text, scope) {
      const fromMs = nowMs();
      const first = await searchFor(text, understoodFromText(text, options), scope);
      if (first.understood.kind !== 'nothing') return first;
      try {
        const found = await names.find(text, scope);
        if (found === undefined) return first;
        const calls = found.queries.map((query) => madeCall(found.survey.id, query));
        const result = await searchFor(text, found.understood, scope);
        return { ...result, calls: [...calls, ...result.calls], tookMs: nowMs() - fromMs };
      } catch (error) {
        if (!(error instanceof PortalError)) throw error;
        const reason = `${first.understood.reason} Its place by name could not be asked for now: ${error.message}`;
        return { ...first, understood: { kind: 'nothing', reason }, tookMs: nowMs() - fromMs };
      }
    },

    async similar(objectId, scope) {
      const survey = surveyOfObjectId(objectId);
      const prefix = survey === undefined ? undefined : readingOf(survey.id).prefix;
      if (survey === undefined || prefix === undefined) return [];
      // One search over all ids that share the beginning; a slip before it is not looked for.
      const shared = objectId.slice(0, -4);
      const plan = prefixPlan(survey, prefix, shared);
      const found = plan
        .lines(await ask(objects, plan, scope))
        .filter((line) => isOneSlipAway(line.objectId, objectId));
      return found.toSorted((a, b) => b.lastMjd - a.lastMjd).slice(0, 10);
    },
  };
}
