import type { Table } from '#server/formats/table.ts';
import type { KeyRange } from '#server/ports/wide-row-store.ts';
import type { TableShape } from '#server/storage/surveys/survey-tables.ts';
import type { QueryContext, TableOptions } from './answer-options.ts';
import { decodeRows, type SurveyDecoding } from './decode.ts';
import type { ReadDeps } from './read-deps.ts';
import { checkFamilies, readRows, rowsPerId } from './read-rows.ts';
import { RowBlock } from './row-block.ts';

export interface TableResult {
  readonly table: Table;
  readonly truncated: boolean;
}

/** All rows of a table whose keys lie in ranges, one range an id, newest first. */
export async function rowsByRanges(
  deps: ReadDeps,
  request: { decoding: SurveyDecoding; table: TableShape; ranges: readonly KeyRange[]; options: TableOptions },
  context: QueryContext,
): Promise<TableResult> {
  const { decoding, table, ranges, options } = request;
  checkFamilies(table, options.columns);
  const block = new RowBlock();
  const scan = { table, ranges, perRange: true, limit: rowsPerId, columns: options.columns };
  const { truncated } = await readRows(deps.store, scan, { block, context });
  const schema = await deps.schemas.read(table, { signal: context.signal });
  return { table: decodeRows(decoding, { block, schema, options }, context), truncated };
}
