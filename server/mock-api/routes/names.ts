import { finkClassNames } from '#domain/classes/fink-classes.ts';
import { PortalError } from '#domain/failure.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import { lsstSsoArguments, resolverArguments, ssoArguments } from '#server/contracts/arguments/solar-system.ts';
import { metadataArguments, trackletArguments } from '#server/contracts/arguments/ztf-lists.ts';
import { jsonAnswer } from '#server/http/answer.ts';
import type { MockDeps, MockHandler } from '../mock-route.ts';
import { tableAnswer } from '../wire-table.ts';

const oldestFirst = (survey: Survey) => (a: WireRow, b: WireRow) =>
  Number(a[survey.columns.time]) - Number(b[survey.columns.time]);

/** Alerts of all objects for which a column says what is asked for. */
function alertsWhere({ fixtures }: MockDeps, survey: Survey, says: (row: WireRow) => boolean): WireRow[] {
  return fixtures
    .all(survey.id)
    .flatMap(({ rows }) => rows.filter(says))
    .sort(oldestFirst(survey));
}

/** Alerts of a Solar System object by the name in the alerts. There is nobody who computes its ephemeris. */
export function ssoHandler(deps: MockDeps, survey: Survey): MockHandler {
  return async (context) => {
    const args = context.parse(ssoArguments);
    if (args.withEphem || args.withResiduals)
      throw new PortalError('upstream-failed', 'The mock has no ephemerides.', { dependency: 'Miriade' });
    const names = new Set(args.n_or_d.split(',').map((name) => name.trim()));
    const rows = alertsWhere(deps, survey, (row) => names.has(String(row['i:ssnamenr'])));
    return tableAnswer(survey, rows, args);
  };
}

/** Sources of the made-up Rubin are of no Solar System object. */
export function lsstSsoHandler(_: MockDeps, survey: Survey): MockHandler {
  return async (context) => tableAnswer(survey, [], context.parse(lsstSsoArguments));
}

export function trackletHandler(deps: MockDeps, survey: Survey): MockHandler {
  return async (context) => {
    const args = context.parse(trackletArguments);
    const rows = alertsWhere(
      deps,
      survey,
      (row) => args.id !== undefined && String(row['d:tracklet']).startsWith(args.id),
    );
    return tableAnswer(survey, rows, args);
  };
}

/** Nobody has given a name to anything here. */
export function metadataHandler(_: MockDeps, survey: Survey): MockHandler {
  return async (context) => tableAnswer(survey, [], context.parse(metadataArguments));
}

export function resolverHandler(_: MockDeps, survey: Survey): MockHandler {
  return async (context) => tableAnswer(survey, [], context.parse(resolverArguments));
}

export function classesHandler(): MockHandler {
  return async () => jsonAnswer({ 'Fink classifiers': finkClassNames });
}
