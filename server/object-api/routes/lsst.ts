import { PortalError, shownValue } from '#domain/failure.ts';
import { lsst } from '#domain/surveys/lsst.ts';
import { lsstSsoArguments } from '#server/contracts/arguments/solar-system.ts';
import type { lsstRoutes } from '#server/contracts/object-api.ts';
import {
  diaObjectArguments,
  lsstConesearchArguments,
  lsstCutoutsArguments,
  lsstSchemaArguments,
  lsstStampLocationsArguments,
  sourcesArguments,
} from '#server/contracts/object-api-arguments.ts';
import { type Answer, htmlType, jsonType } from '#server/http/answer.ts';
import { type KeyRange, prefixRange } from '#server/ports/wide-row-store.ts';
import { lsstTables } from '#server/storage/surveys/lsst.ts';
import { keyPrefix, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import { type QueryContext, tableOptions } from '../queries/answer-options.ts';
import type { SurveyDecoding } from '../queries/decode.ts';
import { lsstCone } from '../queries/lsst-cone.ts';
import { lsstForcedDecoding, lsstObjectDecoding, lsstSourceDecoding } from '../queries/lsst-decoding.ts';
import { lsstSso } from '../queries/lsst-sso.ts';
import { rangesAnswer } from '../queries/rows-by-id.ts';
import { lsstSchemaPage } from '../queries/schema-pages.ts';
import { checkStampArguments, stampAnswer } from '../queries/stamp-answer.ts';
import type { StampSource } from '../queries/stamp-arrays.ts';
import { stampLocations } from '../queries/stamp-locations.ts';
import { stampRowsInRange } from '../queries/stamp-rows.ts';
import { formatNamed } from '../queries/table-answer.ts';
import type { ApiDeps, Handler } from './api-deps.ts';

/** Keys that begin with the salt and the text of an id, which may be the beginning of one with the same salt, as upstream has it. */
function idRange(table: TableShape, id: string): KeyRange {
  return prefixRange(keyPrefix(table, id, id).replace(/_$/, ''));
}

function tableOfIds(
  deps: ApiDeps,
  request: {
    decoding: SurveyDecoding;
    table: TableShape;
    ranges: readonly KeyRange[];
    args: Parameters<typeof tableOptions>[0];
    format: string;
  },
  context: QueryContext,
): Promise<Answer> {
  const { decoding, table, ranges, args } = request;
  const format = formatNamed(request.format);
  return rangesAnswer(deps, { decoding, table, ranges, options: tableOptions(args), format }, context);
}

/** The time makes the key longer, so it goes with one id only. */
function sourceRanges(ids: readonly string[], time: string | number | undefined): KeyRange[] {
  const table = lsstTables.alerts;
  if (time === undefined) return ids.map((id) => idRange(table, id));
  const [id, ...others] = ids;
  if (id !== undefined && others.length === 0) return [prefixRange(`${keyPrefix(table, id, id)}${time}`)];
  throw new PortalError('bad-request', '`midpointMjdTai` goes with a single diaObjectId', {
    argument: 'midpointMjdTai',
  });
}

/** The handlers of Rubin's routes, by name. */
export function createLsstHandlers(deps: ApiDeps): Readonly<Record<keyof typeof lsstRoutes, Handler>> {
  const stampTables = { store: deps.store, survey: lsst, tables: lsstTables };
  const source: StampSource = { client: deps.cutouts, namesOf: ({ alertId }) => ({ diaSourceId: alertId }) };
  const byObject = (table: TableShape, decoding: SurveyDecoding): Handler => {
    return (context) => {
      const args = context.parse(diaObjectArguments);
      const ranges = args.diaObjectId.map((id) => idRange(table, id));
      return tableOfIds(deps, { decoding, table, ranges, args, format: args['output-format'] }, context);
    };
  };
  return {
    sources(context) {
      const args = context.parse(sourcesArguments);
      const ranges = sourceRanges(args.diaObjectId, args.midpointMjdTai);
      return tableOfIds(
        deps,
        { decoding: lsstSourceDecoding, table: lsstTables.alerts, ranges, args, format: args['output-format'] },
        context,
      );
    },
    objects: byObject(lsstTables.objects, lsstObjectDecoding),
    fp: byObject(lsstTables.byName.fp, lsstForcedDecoding),
    conesearch: (context) => lsstCone(deps, context.parse(lsstConesearchArguments), context),
    sso: (context) => lsstSso(deps, context.parse(lsstSsoArguments), context),
    async cutouts(context) {
      const args = context.parse(lsstCutoutsArguments);
      checkStampArguments(args);
      const rows = await stampRowsInRange(stampTables, idRange(lsstTables.cutouts, args.diaSourceId), context);
      const row = rows.find(({ alertId }) => alertId === args.diaSourceId) ?? rows[0];
      return stampAnswer(source, { row, args, naming: { name: args.diaSourceId, suffix: '' } }, context);
    },
    schema(context) {
      const { endpoint } = context.parse(lsstSchemaArguments);
      const page = lsstSchemaPage(endpoint);
      if (page !== undefined) return { contentType: jsonType, body: pythonJson(page) };
      const body = `${shownValue(endpoint).replace(/[<>&]/g, '_')} is not a valid endpoint`;
      return { status: 404, contentType: htmlType, headers: { 'cache-control': 'no-store' }, body };
    },
    async 'stamp-locations'(context) {
      const { objectId, diaObjectId, diaSourceId } = context.parse(lsstStampLocationsArguments);
      return stampLocations(stampTables, { objectId: objectId ?? diaObjectId, alertId: diaSourceId }, context);
    },
  };
}

/** JSON with a space behind `,` and `:`, as Python's standard library writes it. */
function pythonJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${pythonJson(item)}`)
    .join(', ')}}`;
}
