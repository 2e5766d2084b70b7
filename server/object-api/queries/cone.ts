import { CoordinateError } from '#domain/coordinates/coordinate-error.ts';
import { positionFromText } from '#domain/coordinates/position-text.ts';
import { type SkyPosition, separationsFrom } from '#domain/coordinates/separation.ts';
import { PortalError } from '#domain/failure.ts';
import { pixelCount, rangesOfDisc } from '#domain/healpix/disc.ts';

import type { ConesearchArguments } from '#server/contracts/object-api-arguments.ts';
import { type Answer, htmlType } from '#server/http/answer.ts';
import { wantsProblem } from '#server/http/error-answer.ts';
import { Refusal } from '#server/http/refusal.ts';
import type { RequestContext } from '#server/http/request-context.ts';
import { type Row, type Spent, visitRows } from '#server/ports/wide-row-store.ts';
import { cellIndex, numberReader } from '#server/storage/cell-codec.ts';
import type { SurveyTables } from '#server/storage/surveys/survey-tables.ts';
import { type TableOptions, tableOptions } from './answer-options.ts';
import type { Candidate } from './candidate-columns.ts';
import { Candidates } from './cone-candidates.ts';
import { decodeRows, type SurveyDecoding } from './decode.ts';
import { type KeyTimes, keyRangesOfPixels } from './pixel-ranges.ts';
import { answerStamp, type ReadDeps } from './read-deps.ts';
import { checkFamilies } from './read-rows.ts';
import type { RowBlock } from './row-block.ts';
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
  /** Column of the time when an object began to vary, which is also the time in the keys. */
  readonly beganColumn: string;
  /** No columns but the stored ones. */
  readonly bare: boolean;
  /** Which times in the keys can be meant; all unless given. */
  readonly times?: KeyTimes;
  /** Whether a row is meant at all, by when its object began, told before rows are brought together. */
  readonly keepRow?: (began: number) => boolean;
  /** Whether an object is meant, told by its latest row. */
  readonly keep: (began: number, time: number) => boolean;
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

/** Names without a family name nothing that is stored. */
function columnsWith(always: readonly string[], asked: readonly string[]): readonly string[] {
  return [...new Set([...asked.filter((name) => name.includes(':')), ...always])];
}

/** `/api/v1/conesearch`: objects around a position, nearest first, `n` at most, each by its latest row. */
export async function coneAnswer(deps: ReadDeps, request: ConeRequest, context: RequestContext): Promise<Answer> {
  const { args, tables } = request;
  const asked = tableOptions(args);
  const options: TableOptions =
    asked.columns === undefined ? asked : { ...asked, columns: columnsWith(request.always, asked.columns) };
  let cone: Cone;
  try {
    cone = coneFrom(args);
  } catch (error) {
    return refusedPosition(error, context);
  }
  checkFamilies(tables.pixels, options.columns);
  const format = formatNamed(args['output-format']);
  const found = await candidatesInCone(deps, request, { cone, options, context });
  const { places, isCut } = context.trace.span('sort', () => found.nearest());
  const from = { store: deps.store, table: tables.pixels.name, columns: options.columns };
  const { block, separations } = await context.trace.span('rows', () => found.rows(places, from, context));
  const schema = await deps.schemas.read(tables.pixels, { signal: context.signal });
  const decode = { block, schema, options, keepOrder: true, bare: request.bare };
  const table = decodeRows(request.decoding, decode, context);
  const distances = table.order.map((row) => separations[row] ?? null);
  if (table.rowCount > 0) table.columns.push(computedColumn('v:separation_degree', 'double', distances));
  const how = { format, truncated: isCut, limit: args.n, stamp: answerStamp(deps, block), blocks: [block] };
  return tableAnswer(table, how, context);
}

/** Bytes of rows kept while a cone is read: rows beyond are read again once it is known that they are wanted. */
const keptBytes = 16 << 20;

/** Beyond so many pixels it costs more to look for dates in the keys of each than to read the rows of other dates. */
const datedPixelsAtMost = 2048;

interface ConeQuery {
  readonly cone: Cone;
  readonly options: TableOptions;
  readonly context: RequestContext;
}

/** The objects inside the cone: every pixel that it touches in one scan. */
async function candidatesInCone(deps: ReadDeps, request: ConeRequest, query: ConeQuery): Promise<Candidates> {
  const { tables, args, decoding, keep, times } = request;
  const { cone, options, context } = query;
  const { trace, signal } = context;
  const { ra, dec, time, objectId } = decoding.survey.columns;
  const runs = trace.span('pixels', () => rangesOfDisc(tables.pixelNside, cone.centre, cone.radiusDeg));
  const pixels = pixelCount(runs);
  trace.note('pixels', pixels);
  const candidates = new Candidates({ n: args.n, objectId: objectReader(objectId), keep, keptBytes });
  const looked = [ra, dec, time, objectId, request.beganColumn];
  const columns = options.columns && [...new Set([...options.columns, ...looked])];
  const spent: Spent = { reads: 0, bytes: 0, rows: 0 };
  const isNear = nearInDeclination(decoding.survey.columns.dec, cone);
  const look = lookInto(request, cone, candidates);
  await trace.span('scan', async () => {
    const ranges = keyRangesOfPixels(tables, runs, pixels > datedPixelsAtMost ? undefined : times);
    const scan = { table: tables.pixels.name, ranges, options: { signal, spent, columns } };
    await visitRows(deps.store, scan, (row) => {
      if (isNear(row)) candidates.offer(row, look);
      return true;
    });
  });
  trace.note('rows', spent.rows);
  trace.note('readBytes', spent.bytes);
  return candidates;
}

/** The object of a row, as the end of its key tells it: cheaper than its cell, of which only the presence counts. */
function objectReader(name: string): (row: Row) => string | undefined {
  let columns: readonly string[] | undefined;
  let isThere = false;
  return (row) => {
    if (row.columns !== columns) {
      columns = row.columns;
      isThere = cellIndex(columns, name) >= 0;
    }
    return isThere ? row.key.slice(row.key.lastIndexOf('_') + 1) : undefined;
  };
}

/** Whether a row can be inside the cone, told by its declination: most rows of the pixels of a small cone aren't even copied. */
function nearInDeclination(name: string, { centre, radiusDeg }: Cone): (row: Row) => boolean {
  const decOf = numberReader(name, 'double');
  const farthest = radiusDeg + 1e-9;
  return (row) => Math.abs((decOf(row) ?? Number.NaN) - centre.decDeg) <= farthest;
}

/** Where the row that a block was given last stands, if it is meant. */
function lookInto(
  request: ConeRequest,
  { centre, radiusDeg }: Cone,
  candidates: Candidates,
): (block: RowBlock, row: Row) => Candidate | undefined {
  const { decoding, keepRow, beganColumn } = request;
  const { ra, dec, time } = decoding.survey.columns;
  const separationDeg = separationsFrom(centre);
  /** One for all rows: it is read at once. */
  const seen = { time: Number.NaN, separationDeg: Number.NaN, began: Number.NaN };
  let columns: readonly string[] | undefined;
  let cells = { ra: -1, dec: -1, time: -1, began: -1 };
  return (block, row) => {
    if (row.columns !== columns) {
      columns = row.columns;
      const [raAt, decAt, timeAt, beganAt] = [ra, dec, time, beganColumn].map((name) => cellIndex(row.columns, name));
      cells = { ra: raAt ?? -1, dec: decAt ?? -1, time: timeAt ?? -1, began: beganAt ?? -1 };
    }
    const apart = separationDeg(block.lastDouble(cells.ra), block.lastDouble(cells.dec));
    if (!(apart <= radiusDeg) || !candidates.reaches(apart)) return undefined;
    seen.began = block.lastDouble(cells.began);
    if (keepRow !== undefined && !keepRow(seen.began)) return undefined;
    seen.time = block.lastDouble(cells.time);
    seen.separationDeg = apart;
    return seen;
  };
}
