import { type KeyRange, prefixRange } from '#server/ports/wide-row-store.ts';
import type { TableShape } from '#server/storage/surveys/survey-tables.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import { isMissingTable } from '#server/storage/tables/missing-table.ts';
import { forcedColumns } from '#server/storage/tables/ztf-rows.ts';
import type { QueryContext, TableOptions } from './answer-options.ts';
import { decodeRows, type SurveyDecoding } from './decode.ts';
import { type KeyedSource, keyedStream } from './keyed-stream.ts';
import { answerStamp, type ReadDeps } from './read-deps.ts';
import { checkFamilies, readRows, rowsAtOnce, rowsPerId, type ScanOutcome } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import { doublesOfRows } from './row-order.ts';
import type { TableResult } from './rows-by-id.ts';
import type { TableSchema } from './schema.ts';
import type { TableStream } from './streamed-answer.ts';

const { alerts, forced, upper, uppervalid } = ztfTables.byName;
const time = 'i:jd';

export interface ObjectsRequest {
  /** Whole ids or their beginnings. */
  readonly ids: readonly string[];
  readonly withUpperLimits: boolean;
  readonly withForced: boolean;
  readonly options: TableOptions;
}

export interface ObjectsResult extends TableResult {
  /** Row key of each row of the table; '' for rows that are no alerts. */
  readonly keys: readonly string[];
}

function columnsOf({
  options: { columns },
  withUpperLimits,
  withForced,
}: ObjectsRequest): readonly string[] | undefined {
  return columns && (withUpperLimits || withForced) ? [...new Set([...columns, time])] : columns;
}

/** Types of the alerts' columns, and of forced photometry where it is asked for: answers without it have no such columns. */
async function schemaOf(deps: ReadDeps, request: ObjectsRequest, context: QueryContext): Promise<TableSchema> {
  const schema = await deps.schemas.read(alerts, { signal: context.signal });
  return request.withForced ? new Map([...schema, ...forcedColumns]) : schema;
}

/** Reads a table that not every store has; a store without it has no such rows. */
async function whereKept(table: TableShape, read: () => Promise<void>): Promise<boolean> {
  try {
    await read();
    return true;
  } catch (error) {
    if (isMissingTable(error, table.name)) return false;
    throw error;
  }
}

/** Whether the store has a table of forced photometry. */
function isKept({ store }: ReadDeps, { signal }: QueryContext): Promise<boolean> {
  return whereKept(forced, async () => {
    await store.get(forced.name, ['-'], { signal });
  });
}

/**
 * Alerts of objects, newest first; with upper limits, bad-quality measurements and forced photometry among them where asked for. Undefined when they are more
 * than are written at once: {@link ztfObjectsStream} has them.
 */
export async function ztfObjects(
  deps: ReadDeps,
  decoding: SurveyDecoding,
  request: ObjectsRequest,
  context: QueryContext,
): Promise<ObjectsResult | undefined> {
  const { ids, withUpperLimits, withForced, options } = request;
  checkFamilies(alerts, options.columns);
  const block = new RowBlock();
  const ranges = ids.map((id) => prefixRange(id));
  const scan = { ranges, perRange: true, limit: rowsPerId, atMost: rowsAtOnce, columns: columnsOf(request) };
  const outcomes: ScanOutcome[] = [];
  const read = async (table: TableShape, into: RowBlock, aside = false): Promise<void> => {
    outcomes.push(await readRows(deps.store, { ...scan, table, aside }, { block: into, context }));
  };
  await read(alerts, block);
  const tags: string[] = block.rows.map(() => 'valid');
  const limits = new RowBlock();
  if (withUpperLimits && block.rows.length > 0) {
    const validTimes = new Set(doublesOfRows(block, time));
    await read(upper, block, true);
    while (tags.length < block.rows.length) tags.push('upperlim');
    await read(uppervalid, limits, true);
    const badTimes = doublesOfRows(limits, time);
    limits.rows.forEach((_, index) => {
      if (validTimes.has(badTimes[index] ?? Number.NaN)) return;
      block.addFrom(limits, index);
      tags.push('badquality');
    });
  }
  if (withForced && block.rows.length > 0) {
    await whereKept(forced, () => read(forced, block, true));
    while (tags.length < block.rows.length) tags.push('forced');
  }
  if (outcomes.some(({ isFull }) => isFull) || block.rows.length > rowsAtOnce) return undefined;
  const isTagged = withUpperLimits || withForced;
  const schema = await schemaOf(deps, request, context);
  const decoded = { block, schema, options, colours: true, ...(isTagged ? { tags } : {}) };
  const table = decodeRows(decoding, decoded, context);
  const keys = table.order.map((index) => (block.rows[index]?.aside ? '' : (block.rows[index]?.key ?? '')));
  const stamp = `${answerStamp(deps, block)} ${limits.stamp()}`;
  const truncated = outcomes.some((outcome) => outcome.truncated);
  return { table, keys, truncated, limit: rowsPerId, stamp, blocks: [block, limits] };
}

/** The answer of {@link ztfObjects} block by block, however many objects there are. */
export async function ztfObjectsStream(
  deps: ReadDeps,
  decoding: SurveyDecoding,
  request: ObjectsRequest,
  context: QueryContext,
): Promise<TableStream> {
  const { ids, withUpperLimits, withForced, options } = request;
  const ranges: readonly KeyRange[] = ids.map((id) => prefixRange(id));
  const schema = await schemaOf(deps, request, context);
  const sources: KeyedSource[] = [{ table: alerts, tag: 'valid' }];
  if (withUpperLimits) {
    sources.push({ table: upper, tag: 'upperlim', aside: true });
    sources.push({ table: uppervalid, tag: 'badquality', aside: true, leavesOutTimesOf: 0 });
  }
  if (withForced && (await isKept(deps, context))) sources.push({ table: forced, tag: 'forced', aside: true });
  const colours = options.columns === undefined;
  const columns = columnsOf(request);
  const keyed = { decoding, schema, options, columns, ranges, sources, tagged: withUpperLimits || withForced, colours };
  return keyedStream(deps, keyed, context);
}
