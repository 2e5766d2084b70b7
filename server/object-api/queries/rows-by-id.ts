import type { Format } from '#server/formats/format.ts';
import type { Table } from '#server/formats/table.ts';
import type { Answer } from '#server/http/answer.ts';
import type { KeyRange } from '#server/ports/wide-row-store.ts';
import type { TableShape } from '#server/storage/surveys/survey-tables.ts';
import type { QueryContext, TableOptions } from './answer-options.ts';
import { decodeRows, type SurveyDecoding } from './decode.ts';
import { keyedStream } from './keyed-stream.ts';
import { answerStamp, type ReadDeps } from './read-deps.ts';
import { checkFamilies, readRows, rowsAtOnce, rowsPerId } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import { streamedAnswer } from './streamed-answer.ts';
import { tableAnswer } from './table-answer.ts';

export interface TableResult {
  readonly table: Table;
  readonly truncated: boolean;
  readonly limit: number;
  /** Of the program and the rows, see `TableHow`. */
  readonly stamp: string;
  readonly blocks: readonly RowBlock[];
}

interface RangesRequest {
  readonly decoding: SurveyDecoding;
  readonly table: TableShape;
  /** One an id. */
  readonly ranges: readonly KeyRange[];
  readonly options: TableOptions;
}

/** All rows of a table whose keys lie in ranges, newest first; undefined when they are more than are written at once. */
async function rowsOfRanges(
  deps: ReadDeps,
  { decoding, table, ranges, options }: RangesRequest,
  context: QueryContext,
): Promise<TableResult | undefined> {
  checkFamilies(table, options.columns);
  const block = new RowBlock();
  const scan = { table, ranges, perRange: true, limit: rowsPerId, atMost: rowsAtOnce, columns: options.columns };
  const { truncated, isFull } = await readRows(deps.store, scan, { block, context });
  if (isFull) return undefined;
  const schema = await deps.schemas.read(table, { signal: context.signal });
  const decoded = decodeRows(decoding, { block, schema, options }, context);
  return { table: decoded, truncated, limit: rowsPerId, stamp: answerStamp(deps, block), blocks: [block] };
}

/** The answer of all rows of a table whose keys lie in ranges, newest first: at once, or block by block when they are many. */
export async function rangesAnswer(
  deps: ReadDeps,
  request: RangesRequest & { readonly format: Format },
  context: QueryContext,
): Promise<Answer> {
  const { decoding, table, ranges, options, format } = request;
  const result = await rowsOfRanges(deps, request, context);
  if (result !== undefined) return tableAnswer(result.table, { ...result, format }, context);
  const schema = await deps.schemas.read(table, { signal: context.signal });
  const sources = [{ table, tag: '' }];
  const keyed = { decoding, schema, options, columns: options.columns, ranges, sources };
  return streamedAnswer(await keyedStream(deps, keyed, context), format, context);
}
