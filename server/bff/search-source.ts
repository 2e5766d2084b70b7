import { pathOfCall } from '#domain/calls/api-call.ts';
import { PortalError } from '#domain/failure.ts';
import type { ReadingCall } from '#domain/object/reading.ts';
import { readingOf } from '#domain/object/readings.ts';
import type { MadeCall, ResultRow, SearchResult, Understood } from '#domain/search/result.ts';
import { latestByObject, resultFromRow } from '#domain/search/result-row.ts';
import type { SeenWindow } from '#domain/search/seen-window.ts';
import { isOneSlipAway } from '#domain/search/similar-ids.ts';
import { unclearText, understoodFromText } from '#domain/search/understand.ts';
import { surveyById, surveyOfObjectId, surveys } from '#domain/surveys/index.ts';
import type { Survey, SurveyId } from '#domain/surveys/survey.ts';
import { idFromCell, type WireRow } from '#domain/surveys/wire-row.ts';
import type { ObjectApi, ObjectQuery } from '#server/clients/object-api.ts';
import { createNameLookup } from './name-lookup.ts';
import type { RequestScope } from './request-scope.ts';

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

/** Rows that upstream gives at most for the beginning of an id. */
const mostRows = 10_000;
const listLimit = 1000;
const coneLimit = 1000;

/** One call of a search, and how its rows become lines. */
interface Plan {
  readonly survey: Survey;
  readonly query: ObjectQuery;
  readonly limit: number;
  /** It asks for a name that may not exist, and its alerts need not belong to an object. */
  readonly isName?: true;
  lines(rows: readonly WireRow[]): readonly ResultRow[];
}

const classNames = surveys.flatMap((survey) => readingOf(survey.id).classNames);
const options = { classNames, defaultRadiusArcsec: 10, defaultLimit: 100 } as const;

export function createSearchSource({ objects, publicUrls, defaultSurvey, nowMs }: SearchSourceDeps): SearchSource {
  const names = createNameLookup({ objects });
  const madeCall = (survey: SurveyId, query: ObjectQuery): MadeCall => ({
    ...query,
    method: 'GET',
    survey,
    apiUrl: publicUrls[survey],
    url: `${publicUrls[survey]}${pathOfCall(query)}`,
  });

  const ask = async (plan: Plan, { call, trace }: RequestScope): Promise<readonly WireRow[]> => {
    trace.note('searched', plan.query.route);
    return await objects.rows(plan.survey.id, plan.query, call);
  };

  /** A name that the API does not know has no alerts. */
  const askKnown = async (plan: Plan, scope: RequestScope): Promise<readonly WireRow[]> => {
    try {
      return await ask(plan, scope);
    } catch (error) {
      if (plan.isName && error instanceof PortalError && ['bad-request', 'not-found'].includes(error.kind)) return [];
      throw error;
    }
  };

  const searchFor = async (text: string, understood: Understood, scope: RequestScope): Promise<SearchResult> => {
    const fromMs = nowMs();
    const plans = plansFor(understood, defaultSurvey);
    const answers = await Promise.allSettled(plans.map((plan) => askKnown(plan, scope)));
    const failures = answers.flatMap((answer, index) => failureOf(answer, plans[index]));
    const failed = answers.find((answer) => answer.status === 'rejected');
    const isGuess = understood.kind === 'solar-system' && understood.guessed === true;
    if (isGuess && answers.every(isEmpty)) return nothingFrom(text, failures, nowMs() - fromMs);
    if (failed !== undefined && failures.length === plans.length) throw failed.reason;
    const lines = answers.flatMap((answer, index) => linesOf(answer, plans[index]));
    const limit = Math.max(0, ...plans.map((plan) => plan.limit));
    const withoutObject = answers.flatMap((answer, index) => withoutObjectOf(answer, plans[index]));
    return {
      understood,
      calls: plans.map(({ survey, query }) => madeCall(survey.id, query)),
      rows: lines.toSorted(orderFor(understood)).slice(0, limit),
      truncated: lines.length > limit || answers.some((answer, index) => isCut(answer, plans[index], understood)),
      limit,
      tookMs: nowMs() - fromMs,
      ...(failures.length > 0 ? { failures } : {}),
      ...(withoutObject.length > 0 ? { withoutObject } : {}),
    };
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
      const rows = await ask(prefixPlan(survey, prefix, shared), scope);
      const found = linesFrom(survey, rows, true).filter((line) => isOneSlipAway(line.objectId, objectId));
      return found.toSorted((a, b) => b.lastMjd - a.lastMjd).slice(0, 10);
    },
  };
}

/** The calls that answer what was understood. */
function plansFor(understood: Understood, defaultSurvey: SurveyId): readonly Plan[] {
  switch (understood.kind) {
    case 'nothing':
      return [];
    case 'object':
      return [objectPlan(surveyById(understood.survey), understood.objectId)];
    case 'partial': {
      const survey = surveyById(understood.survey);
      const { prefix } = readingOf(survey.id);
      return prefix === undefined ? [] : [prefixPlan(survey, prefix, understood.prefix)];
    }
    case 'cone':
      return surveys.map((survey) => conePlan(survey, understood));
    case 'class':
      return classPlans(understood, defaultSurvey);
    case 'solar-system':
      return surveys.flatMap((survey) => solarSystemPlans(survey, understood.name));
    case 'tracklet':
      return surveys.flatMap((survey) => trackletPlans(survey, understood.id));
  }
}

function withColumns(
  args: Readonly<Record<string, string>>,
  columns: readonly string[],
): Readonly<Record<string, string>> {
  return columns.length === 0 ? args : { ...args, columns: [...new Set(columns)].join(',') };
}

function objectPlan(survey: Survey, objectId: string): Plan {
  const reading = readingOf(survey.id);
  const { route } = reading.alerts;
  const columns = reading.prefix?.columns ?? reading.cone.columns;
  const lines = (rows: readonly WireRow[]) =>
    linesFrom(survey, rows, true).filter((line) => line.objectId === objectId);
  return {
    survey,
    query: { route, args: withColumns({ [survey.objectArgument]: objectId }, columns) },
    limit: 1,
    lines,
  };
}

function prefixPlan(survey: Survey, { route, args, columns }: ReadingCall, prefix: string): Plan {
  const query = { route, args: withColumns({ [survey.objectArgument]: prefix, ...args }, columns) };
  return { survey, query, limit: listLimit, lines: (rows) => linesFrom(survey, rows, true) };
}

function conePlan(survey: Survey, { raDeg, decDeg, radiusArcsec, seen }: Extract<Understood, { kind: 'cone' }>): Plan {
  const { route, args, columns } = readingOf(survey.id).cone;
  const centre = { ra: String(raDeg), dec: String(decDeg), radius: String(radiusArcsec), n: String(coneLimit) };
  const position = { ...centre, ...datesOf(seen) };
  const lines = (rows: readonly WireRow[]) =>
    latestByObject(rows.flatMap((row) => resultFromRow(survey, row, { raDeg, decDeg }) ?? []));
  return { survey, query: { route, args: withColumns({ ...position, ...args }, columns) }, limit: coneLimit, lines };
}

/** Arguments of a span of time, the same on every route. */
function datesOf(seen: SeenWindow | undefined): Readonly<Record<string, string>> {
  if (seen === undefined) return {};
  return { startdate: seen.from, ...(seen.to === undefined ? {} : { stopdate: seen.to }) };
}

function classPlans(
  { className, limit, seen, trend }: Extract<Understood, { kind: 'class' }>,
  defaultSurvey: SurveyId,
): readonly Plan[] {
  const able = surveys.filter((survey) => readingOf(survey.id).classes !== undefined);
  const survey = able.find((one) => one.id === defaultSurvey) ?? able[0];
  const classes = survey === undefined ? undefined : readingOf(survey.id).classes;
  if (survey === undefined || classes === undefined) return [];
  const { route, args, columns, classArgument, limitArgument } = classes;
  const query = {
    route,
    args: withColumns(
      {
        [classArgument]: className,
        [limitArgument]: String(limit),
        ...datesOf(seen),
        ...(trend === undefined ? {} : { trend }),
        ...args,
      },
      columns,
    ),
  };
  return [{ survey, query, limit, lines: (rows) => linesFrom(survey, rows, false) }];
}

/** All alerts under a name; rows without an object page are told apart. */
function namePlan(survey: Survey, query: ObjectQuery): Plan {
  return { survey, query, limit: listLimit, isName: true, lines: (rows) => linesFrom(survey, rows, true) };
}

function solarSystemPlans(survey: Survey, name: string): readonly Plan[] {
  const reading = readingOf(survey.id).solarSystem;
  if (reading === undefined) return [];
  const { alerts, nameArgument, listColumns } = reading;
  // The API counts spaces as nothing.
  const args = { [nameArgument]: name.replaceAll(' ', ''), ...alerts.args };
  return [namePlan(survey, { route: alerts.route, args: withColumns(args, listColumns) })];
}

function trackletPlans(survey: Survey, id: string): readonly Plan[] {
  const { tracklets, cone, prefix } = readingOf(survey.id);
  if (tracklets === undefined) return [];
  const columns = prefix?.columns ?? cone.columns;
  return [namePlan(survey, { route: tracklets.route, args: withColumns({ id, ...tracklets.args }, columns) })];
}

function linesFrom(survey: Survey, rows: readonly WireRow[], counted: boolean): readonly ResultRow[] {
  return latestByObject(
    rows.flatMap((row) => resultFromRow(survey, row) ?? []),
    counted,
  );
}

type Answer = PromiseSettledResult<readonly WireRow[]>;

function linesOf(answer: Answer, plan: Plan | undefined): readonly ResultRow[] {
  return answer.status === 'fulfilled' && plan !== undefined ? plan.lines(answer.value) : [];
}

/** True where nothing was answered, and where the answer has no rows. */
function isEmpty(answer: Answer): boolean {
  return answer.status === 'rejected' || answer.value.length === 0;
}

/** A word that was no name either. */
function nothingFrom(text: string, failures: SearchResult['failures'] = [], tookMs = 0): SearchResult {
  const unasked = failures.length === 0 ? '' : ' Names of the Solar System could not be asked for now.';
  const reason = `${unclearText(text.trim())}${unasked}`;
  return { understood: { kind: 'nothing', reason }, calls: [], rows: [], truncated: false, limit: 0, tookMs };
}

/** How many alerts under a name are of no object. */
function withoutObjectOf(answer: Answer, plan: Plan | undefined): readonly { survey: SurveyId; alerts: number }[] {
  if (answer.status !== 'fulfilled' || plan?.isName !== true) return [];
  const { id, columns } = plan.survey;
  const alerts = answer.value.filter((row) => idFromCell(row[columns.objectId]) === '').length;
  return alerts === 0 ? [] : [{ survey: id, alerts }];
}

function isCut(answer: Answer, plan: Plan | undefined, { kind }: Understood): boolean {
  // Rows under a name are all there are: only their lines may be more than a list holds.
  if (answer.status !== 'fulfilled' || plan === undefined || plan.isName || kind === 'object') return false;
  return answer.value.length >= (kind === 'partial' ? mostRows : plan.limit);
}

function failureOf(answer: Answer, plan: Plan | undefined): readonly { survey: SurveyId; message: string }[] {
  if (answer.status === 'fulfilled' || plan === undefined) return [];
  const { reason } = answer;
  return [{ survey: plan.survey.id, message: reason instanceof PortalError ? reason.message : 'The search failed.' }];
}

/** Cones nearest first, everything else latest first. */
function orderFor({ kind }: Understood): (a: ResultRow, b: ResultRow) => number {
  if (kind === 'cone') return (a, b) => (a.separationArcsec ?? 0) - (b.separationArcsec ?? 0);
  return (a, b) => b.lastMjd - a.lastMjd;
}
