import type { ReadingCall } from '#domain/object/reading.ts';
import { readingOf } from '#domain/object/readings.ts';
import type { ResultRow, Understood } from '#domain/search/result.ts';
import { latestByObject, resultFromRow } from '#domain/search/result-row.ts';
import type { SeenWindow } from '#domain/search/seen-window.ts';
import { surveyById, surveys } from '#domain/surveys/index.ts';
import type { Survey, SurveyId } from '#domain/surveys/survey.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import type { ObjectQuery } from '#server/clients/object-api.ts';

const listLimit = 1000;
const coneLimit = 1000;

/** One call of a search, and how its rows become lines. */
export interface SearchPlan {
  readonly survey: Survey;
  readonly query: ObjectQuery;
  readonly limit: number;
  /** It asks for a name that may not exist, and its alerts need not belong to an object. */
  readonly isName?: true;
  lines(rows: readonly WireRow[]): readonly ResultRow[];
}

/** The calls that answer what was understood. */
export function plansFor(understood: Understood, defaultSurvey: SurveyId): readonly SearchPlan[] {
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

function objectPlan(survey: Survey, objectId: string): SearchPlan {
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

/** All objects whose id begins with `prefix`. */
export function prefixPlan(survey: Survey, { route, args, columns }: ReadingCall, prefix: string): SearchPlan {
  const query = { route, args: withColumns({ [survey.objectArgument]: prefix, ...args }, columns) };
  return { survey, query, limit: listLimit, lines: (rows) => linesFrom(survey, rows, true) };
}

function conePlan(
  survey: Survey,
  { raDeg, decDeg, radiusArcsec, seen }: Extract<Understood, { kind: 'cone' }>,
): SearchPlan {
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
): readonly SearchPlan[] {
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
function namePlan(survey: Survey, query: ObjectQuery): SearchPlan {
  return { survey, query, limit: listLimit, isName: true, lines: (rows) => linesFrom(survey, rows, true) };
}

function solarSystemPlans(survey: Survey, name: string): readonly SearchPlan[] {
  const reading = readingOf(survey.id).solarSystem;
  if (reading === undefined) return [];
  const { alerts, nameArgument, listColumns } = reading;
  // The API counts spaces as nothing.
  const args = { [nameArgument]: name.replaceAll(' ', ''), ...alerts.args };
  return [namePlan(survey, { route: alerts.route, args: withColumns(args, listColumns) })];
}

function trackletPlans(survey: Survey, id: string): readonly SearchPlan[] {
  const { tracklets, cone, prefix } = readingOf(survey.id);
  if (tracklets === undefined) return [];
  const columns = prefix?.columns ?? cone.columns;
  return [namePlan(survey, { route: tracklets.route, args: withColumns({ id, ...tracklets.args }, columns) })];
}

/** A line an object; `counted` where the rows are all alerts that there are. */
function linesFrom(survey: Survey, rows: readonly WireRow[], counted: boolean): readonly ResultRow[] {
  return latestByObject(
    rows.flatMap((row) => resultFromRow(survey, row) ?? []),
    counted,
  );
}
