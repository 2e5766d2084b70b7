import { prefixRange } from '#server/ports/wide-row-store.ts';
import { ztfTables } from '#server/storage/surveys/ztf.ts';
import type { QueryContext, TableOptions } from './answer-options.ts';
import { decodeRows, type SurveyDecoding } from './decode.ts';
import type { ReadDeps } from './read-deps.ts';
import { checkFamilies, readRows, rowsPerId } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import { doublesOfRows } from './row-order.ts';
import type { TableResult } from './rows-by-id.ts';

const { alerts, upper, uppervalid } = ztfTables.byName;
const time = 'i:jd';

export interface ObjectsRequest {
  /** Whole ids or their beginnings. */
  readonly ids: readonly string[];
  readonly withUpperLimits: boolean;
  readonly options: TableOptions;
}

export interface ObjectsResult extends TableResult {
  /** Row key of each row of the table; '' for rows that are no alerts. */
  readonly keys: readonly string[];
}

/** Alerts of objects, newest first; with upper limits and bad-quality measurements among them where asked for. */
export async function ztfObjects(
  deps: ReadDeps,
  decoding: SurveyDecoding,
  { ids, withUpperLimits, options }: ObjectsRequest,
  context: QueryContext,
): Promise<ObjectsResult> {
  checkFamilies(alerts, options.columns);
  const ranges = ids.map((id) => prefixRange(id));
  const block = new RowBlock();
  const columns = options.columns && withUpperLimits ? [...new Set([...options.columns, time])] : options.columns;
  const scan = { ranges, perRange: true, limit: rowsPerId, columns };
  const outcomes = [await readRows(deps.store, { ...scan, table: alerts }, { block, context })];
  const tags: string[] = block.rows.map(() => 'valid');
  if (withUpperLimits && block.rows.length > 0) {
    const validTimes = new Set(doublesOfRows(block, time));
    const limits = { block: new RowBlock(), context };
    outcomes.push(await readRows(deps.store, { ...scan, table: upper, aside: true }, { block, context }));
    while (tags.length < block.rows.length) tags.push('upperlim');
    outcomes.push(await readRows(deps.store, { ...scan, table: uppervalid, aside: true }, limits));
    const badTimes = doublesOfRows(limits.block, time);
    limits.block.rows.forEach((_, index) => {
      if (validTimes.has(badTimes[index] ?? Number.NaN)) return;
      block.addFrom(limits.block, index);
      tags.push('badquality');
    });
  }
  const schema = await deps.schemas.read(alerts, { signal: context.signal });
  const request = { block, schema, options, colours: true, ...(withUpperLimits ? { tags } : {}) };
  const table = decodeRows(decoding, request, context);
  const keys = table.order.map((index) => (block.rows[index]?.aside ? '' : (block.rows[index]?.key ?? '')));
  return { table, keys, truncated: outcomes.some(({ truncated }) => truncated) };
}
