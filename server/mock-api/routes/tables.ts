import { positionFromText } from '#domain/coordinates/position-text.ts';
import { separationDeg } from '#domain/coordinates/separation.ts';
import { PortalError } from '#domain/failure.ts';
import { stampImage } from '#domain/stamps/fits-image.ts';
import { stampKinds } from '#domain/stamps/locator.ts';
import type { Survey } from '#domain/surveys/survey.ts';
import type { WireRow } from '#domain/surveys/wire-row.ts';
import {
  conesearchArguments,
  diaObjectArguments,
  latestsArguments,
  objectsArguments,
  sourcesArguments,
} from '#server/contracts/object-api-arguments.ts';
import type { Nested } from '#server/formats/table.ts';
import type { MockObject } from '../fixtures.ts';
import { failureAnswer, type MockDeps, type MockHandler } from '../mock-route.ts';
import { type MockRow, tableAnswer } from '../wire-table.ts';

const largestRadiusArcsec = 18_000;

const newestFirst = (survey: Survey) => (a: MockRow, b: MockRow) =>
  Number(b[survey.columns.time]) - Number(a[survey.columns.time]);

function found(deps: MockDeps, survey: Survey, ids: readonly string[]): MockObject[] {
  return [...new Set(ids.flatMap((id) => deps.fixtures.startingWith(survey.id, id)))];
}

function tagged(rows: readonly WireRow[], tag: string, more: WireRow = {}): WireRow[] {
  return rows.map((row) => ({ ...row, ...more, 'd:tag': tag }));
}

/** Alerts with their upper limits, as `withupperlim` gives them: numbers, and −1 where there is no alert id. */
function withLimits(survey: Survey, object: MockObject): WireRow[] {
  const noAlert = { [survey.columns.alertId]: -1 };
  return [
    ...tagged(object.rows, 'valid'),
    ...tagged(object.upper, 'upperlim', noAlert),
    ...tagged(object.uppervalid, 'badquality', noAlert),
  ];
}

function nestedPixels(fits: Uint8Array): Nested {
  const { width, height, data } = stampImage(fits);
  const cell = (value: number | undefined): number | null =>
    value === undefined || Number.isNaN(value) ? null : value;
  return Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => cell(data[y * width + x])));
}

function withStamps(deps: MockDeps, survey: Survey, object: MockObject, kind: string): MockRow[] {
  const kinds = stampKinds.filter((each) => kind === 'All' || kind === each);
  return object.rows.map((row) => {
    const stamps = deps.fixtures.stampsOf(survey.id, object, String(row[survey.columns.alertId]));
    const cells = kinds.map((each) => [`b:cutout${each}_stampData`, stamps ? nestedPixels(stamps[each]) : []]);
    return { ...row, ...Object.fromEntries(cells) };
  });
}

export function objectsHandler(deps: MockDeps, survey: Survey): MockHandler {
  return async (context) => {
    const args = context.parse(objectsArguments);
    const objects = found(deps, survey, args.objectId);
    const failed = await failureAnswer(objects, 'rows', context);
    if (failed) return failed;
    const rows = objects.flatMap((object): MockRow[] => {
      if (args.withupperlim) return withLimits(survey, object);
      return args.withcutouts ? withStamps(deps, survey, object, args['cutout-kind']) : [...object.rows];
    });
    return tableAnswer(survey, rows.sort(newestFirst(survey)), args);
  };
}

export function sourcesHandler(deps: MockDeps, survey: Survey): MockHandler {
  return async (context) => {
    const args = context.parse(sourcesArguments);
    const objects = found(deps, survey, args.diaObjectId);
    const failed = await failureAnswer(objects, 'rows', context);
    if (failed) return failed;
    const rows = objects.flatMap((object) => [...object.rows]).sort(newestFirst(survey));
    return tableAnswer(survey, rows, args);
  };
}

export function diaObjectsHandler(deps: MockDeps, survey: Survey): MockHandler {
  return async (context) => {
    const args = context.parse(diaObjectArguments);
    const objects = found(deps, survey, args.diaObjectId);
    const failed = await failureAnswer(objects, 'rows', context);
    if (failed) return failed;
    return tableAnswer(
      survey,
      objects.flatMap(({ object }) => (object ? [object] : [])),
      args,
    );
  };
}

/** The newest alert of an object, with what the survey keeps of the object itself. */
function lastAlert({ rows, object }: MockObject): WireRow[] {
  const [row] = rows;
  return row ? [{ ...object, ...row }] : [];
}

export function conesearchHandler(deps: MockDeps, survey: Survey): MockHandler {
  return async (context) => {
    const args = context.parse(conesearchArguments);
    if (!(args.radius > 0 && args.radius <= largestRadiusArcsec)) {
      const words = `\`radius\` must be above 0 and at most ${largestRadiusArcsec} arcsec.`;
      throw new PortalError('bad-request', words, { argument: 'radius' });
    }
    const centre = positionFromText(args.ra, args.dec);
    const near = deps.fixtures
      .all(survey.id)
      .flatMap(lastAlert)
      .flatMap((row) => {
        const position = { raDeg: Number(row[survey.columns.ra]), decDeg: Number(row[survey.columns.dec]) };
        const separation = separationDeg(centre, position);
        return separation * 3600 <= args.radius ? [{ ...row, 'v:separation_degree': separation }] : [];
      });
    near.sort((a, b) => a['v:separation_degree'] - b['v:separation_degree']);
    return tableAnswer(survey, near.slice(0, args.n), args);
  };
}

export function latestsHandler(deps: MockDeps, survey: Survey): MockHandler {
  return async (context) => {
    const args = context.parse(latestsArguments);
    const wanted = args.class.replace(/^\(SIMBAD\) /, '');
    const rows = deps.fixtures
      .all(survey.id)
      .flatMap(({ rows: alerts }) => alerts.filter((row) => row['v:classification'] === wanted));
    return tableAnswer(survey, rows.sort(newestFirst(survey)).slice(0, args.n), args);
  };
}
