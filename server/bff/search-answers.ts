import { PortalError } from '#domain/failure.ts';
import type { MadeCall, ResultRow, SearchResult, Understood } from '#domain/search/result.ts';
import { unclearText } from '#domain/search/understand.ts';
import type { SurveyId } from '#domain/surveys/survey.ts';
import { idFromCell, type WireRow } from '#domain/surveys/wire-row.ts';
import type { SearchPlan } from './search-plan.ts';

/** Rows that upstream gives at most for the beginning of an id. */
const mostRows = 10_000;

type Answer = PromiseSettledResult<readonly WireRow[]>;

export interface SearchAnswers {
  /** What was typed, and what was understood by it. */
  readonly text: string;
  readonly understood: Understood;
  readonly plans: readonly SearchPlan[];
  /** Of the plans, in their order. */
  readonly answers: readonly Answer[];
  readonly callOf: (plan: SearchPlan) => MadeCall;
}

/** All answers of a search as one list. @throws {PortalError} when no survey asked has answered. */
export function resultFromAnswers(asked: SearchAnswers): Omit<SearchResult, 'tookMs'> {
  const { text, understood, plans, answers, callOf } = asked;
  const failures = answers.flatMap((answer, index) => failureOf(answer, plans[index]));
  const failed = answers.find((answer) => answer.status === 'rejected');
  const isGuess = understood.kind === 'solar-system' && understood.guessed === true;
  if (isGuess && answers.every(isEmpty)) return nothingFrom(text, failures);
  if (failed !== undefined && failures.length === plans.length) throw failed.reason;
  const lines = answers.flatMap((answer, index) => linesOf(answer, plans[index]));
  const limit = Math.max(0, ...plans.map((plan) => plan.limit));
  const withoutObject = answers.flatMap((answer, index) => withoutObjectOf(answer, plans[index]));
  return {
    understood,
    calls: plans.map(callOf),
    rows: lines.toSorted(orderFor(understood)).slice(0, limit),
    truncated: lines.length > limit || answers.some((answer, index) => isCut(answer, plans[index], understood)),
    limit,
    ...(failures.length > 0 ? { failures } : {}),
    ...(withoutObject.length > 0 ? { withoutObject } : {}),
  };
}

function linesOf(answer: Answer, plan: SearchPlan | undefined): readonly ResultRow[] {
  return answer.status === 'fulfilled' && plan !== undefined ? plan.lines(answer.value) : [];
}

/** True where nothing was answered, and where the answer has no rows. */
function isEmpty(answer: Answer): boolean {
  return answer.status === 'rejected' || answer.value.length === 0;
}

/** A word that was no name either. */
function nothingFrom(text: string, failures: readonly unknown[]): Omit<SearchResult, 'tookMs'> {
  const unasked = failures.length === 0 ? '' : ' Names of the Solar System could not be asked for now.';
  const reason = `${unclearText(text.trim())}${unasked}`;
  return { understood: { kind: 'nothing', reason }, calls: [], rows: [], truncated: false, limit: 0 };
}

/** How many alerts under a name are of no object. */
function withoutObjectOf(
  answer: Answer,
  plan: SearchPlan | undefined,
): readonly { survey: SurveyId; alerts: number }[] {
  if (answer.status !== 'fulfilled' || plan?.isName !== true) return [];
  const { id, columns } = plan.survey;
  const alerts = answer.value.filter((row) => idFromCell(row[columns.objectId]) === '').length;
  return alerts === 0 ? [] : [{ survey: id, alerts }];
}

function isCut(answer: Answer, plan: SearchPlan | undefined, { kind }: Understood): boolean {
  // Rows under a name are all there are: only their lines may be more than a list holds.
  if (answer.status !== 'fulfilled' || plan === undefined || plan.isName || kind === 'object') return false;
  return answer.value.length >= (kind === 'partial' ? mostRows : plan.limit);
}

function failureOf(answer: Answer, plan: SearchPlan | undefined): readonly { survey: SurveyId; message: string }[] {
  if (answer.status === 'fulfilled' || plan === undefined) return [];
  const { reason } = answer;
  return [{ survey: plan.survey.id, message: reason instanceof PortalError ? reason.message : 'The search failed.' }];
}

/** Cones nearest first, everything else latest first. */
function orderFor({ kind }: Understood): (a: ResultRow, b: ResultRow) => number {
  if (kind === 'cone') return (a, b) => (a.separationArcsec ?? 0) - (b.separationArcsec ?? 0);
  return (a, b) => b.lastMjd - a.lastMjd;
}
