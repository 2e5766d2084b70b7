import { CoordinateError } from '#domain/coordinates/coordinate-error.ts';
import { positionFromText } from '#domain/coordinates/position-text.ts';
import { type SkyPosition, separationDeg } from '#domain/coordinates/separation.ts';
import { PortalError } from '#domain/failure.ts';
import { pixelsOfDisc } from '#domain/healpix/disc.ts';

import type { ConesearchArguments } from '#server/contracts/object-api-arguments.ts';
import { type Answer, htmlType } from '#server/http/answer.ts';
import { wantsProblem } from '#server/http/error-answer.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { RequestContext } from '#server/http/request-context.ts';
import type { Row } from '#server/ports/wide-row-store.ts';
import { numberReader } from '#server/storage/cell-codec.ts';
import type { SurveyTables } from '#server/storage/surveys/survey-tables.ts';
import { type TableOptions, tableOptions } from './answer-options.ts';
import { decodeRows, type SurveyDecoding } from './decode.ts';
import { keyRangesOfPixels } from './pixel-ranges.ts';
import type { ReadDeps } from './read-deps.ts';
import { checkFamilies, readRows, rowsPerAnswer } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import { cellTextsOfRows, doublesOfRows, latestOfGroups, readOrder } from './row-order.ts';
import { formatNamed, tableAnswer } from './table-answer.ts';
import { computedColumn } from './table-draft.ts';

const largestRadiusArcsec = 18_000;

export interface Cone {
  readonly centre: SkyPosition;
  readonly radiusDeg: number;
}

export interface ConeRequest {
  readonly decoding: SurveyDecoding;
  readonly tables: SurveyTables;
  readonly args: ConesearchArguments;
  /** Columns that an answer always has, beside those asked for. */
  readonly always: readonly string[];
  /** Further columns that `keep` looks at. */
  readonly needed: readonly string[];
  /** No columns but the stored ones. */
  readonly bare: boolean;
  /** Whether a row is meant at all, told before objects are brought together. */
  readonly keepRow?: (row: Row) => boolean;
  /** Of the objects, each by its latest row, those that the dates allow. */
  keep(block: RowBlock, rows: readonly number[]): readonly number[];
}

/** @throws {PortalError} `bad-request`: first the radius, then the position, as upstream has it. */
function coneFrom({ ra, dec, radius }: ConesearchArguments): Cone {
  if (radius > largestRadiusArcsec) {
    const words = '`radius` cannot be bigger than 18,000 arcseconds (5 degrees).\n';
    throw new Refusal('bad-request', words, { argument: 'radius' });
  }
  if (radius <= 0) throw new PortalError('bad-request', '`radius` must be above 0 arcseconds', { argument: 'radius' });
  return { centre: positionFromText(ra, dec), radiusDeg: radius / 3600 };
}

/** A position that can't be read is answered with the words of astropy, to the byte. */
function refusedPosition(error: unknown, context: RequestContext): Answer {
  if (!(error instanceof CoordinateError) || wantsProblem(context.header('accept'))) throw error;
  const headers = { 'cache-control': 'no-store' };
  return { status: 400, contentType: htmlType, headers, body: `{'status': 'error', 'text': ${error.repr}}` };
}

/** `/api/v1/conesearch`: objects around a position, nearest first, `n` at most, each by its latest row. */
export async function coneAnswer(deps: ReadDeps, request: ConeRequest, context: RequestContext): Promise<Answer> {
  const { args, tables } = request;
  const asked = tableOptions(args);
  const options: TableOptions =
    asked.columns === undefined ? asked : { ...asked, columns: [...new Set([...asked.columns, ...request.always])] };
  let cone: Cone;
  try {
    cone = coneFrom(args);
  } catch (error) {
    return refusedPosition(error, context);
  }
  checkFamilies(tables.pixels, options.columns);
  const format = formatNamed(args['output-format']);
  const { block, truncated } = await rowsInCone(deps, request, { cone, options, context });
  const { rows, separations } = context.trace.span('sort', () => nearestFirst(block, request, cone.centre));
  const cut = rows.slice(0, args.n);
  const schema = await deps.schemas.read(tables.pixels, { signal: context.signal });
  const decode = { block, schema, options, rows: cut, keepOrder: true, bare: request.bare };
  const table = decodeRows(request.decoding, decode, context);
  const distances = table.order.map((row) => separations[row] ?? null);
  if (table.rowCount > 0) table.columns.push(computedColumn('v:separation_degree', 'double', distances));
  return tableAnswer(table, { format, truncated: truncated || cut.length < rows.length }, context);
}

/** Rows of all pixels that the cone touches, those inside it only. */
async function rowsInCone(
  deps: ReadDeps,
  { decoding, tables, needed, keepRow }: ConeRequest,
  { cone, options, context }: { cone: Cone; options: TableOptions; context: RequestContext },
): Promise<{ block: RowBlock; truncated: boolean }> {
  const { centre, radiusDeg } = cone;
  const { ra, dec, time, objectId } = decoding.survey.columns;
  const pixels = context.trace.span('pixels', () =>
    pixelsOfDisc(tables.pixelNside, centre.raDeg, centre.decDeg, radiusDeg),
  );
  context.trace.note('pixels', pixels.length);
  const raOf = numberReader(ra, 'double');
  const decOf = numberReader(dec, 'double');
  const block = new RowBlock();
  const columns = options.columns && [...new Set([...options.columns, ra, dec, time, objectId, ...needed])];
  const scan = {
    table: tables.pixels,
    ranges: keyRangesOfPixels(tables, pixels),
    limit: rowsPerAnswer,
    columns,
    keep: (row: Row): boolean => {
      const raDeg = raOf(row);
      const decDeg = decOf(row);
      if (raDeg === undefined || decDeg === undefined) return false;
      if (separationDeg(centre, { raDeg, decDeg }) > radiusDeg) return false;
      return keepRow === undefined || keepRow(row);
    },
  };
  const { truncated } = await readRows(deps.store, scan, { block, context });
  return { block, truncated };
}

function nearestFirst(
  block: RowBlock,
  { decoding, keep }: ConeRequest,
  centre: SkyPosition,
): { rows: readonly number[]; separations: Float64Array } {
  const { ra, dec, time, objectId } = decoding.survey.columns;
  const ras = doublesOfRows(block, ra);
  const decs = doublesOfRows(block, dec);
  const separations = ras.map((raDeg, row) => separationDeg(centre, { raDeg, decDeg: decs[row] ?? Number.NaN }));
  const latest = latestOfGroups(readOrder(block), cellTextsOfRows(block, objectId), doublesOfRows(block, time));
  const rows = [...keep(block, latest)].sort((a, b) => (separations[a] ?? 0) - (separations[b] ?? 0));
  return { rows, separations };
}
