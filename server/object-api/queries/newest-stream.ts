import type { Table } from '#server/formats/table.ts';
import type { QueryContext, TableOptions } from './answer-options.ts';
import { decodeRows, type SurveyDecoding, streamedColumns } from './decode.ts';
import type { ReadDeps } from './read-deps.ts';
import type { ScanRequest } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import { cellTextsOfRows } from './row-order.ts';
import { rowPortions } from './row-portions.ts';
import type { TableSchema } from './schema.ts';
import type { TableStream } from './streamed-answer.ts';
import { timedItems } from './summed-trace.ts';
import { timeDescending } from './time-descending.ts';

export interface NewestRequest {
  readonly decoding: SurveyDecoding;
  /** A reversed scan of keys that are `lead`, a time, `_` and anything. */
  readonly scan: ScanRequest;
  readonly lead: string;
  readonly schema: TableSchema;
  readonly options: TableOptions;
  readonly latestPerObject?: boolean;
  /** Of the rows of a block those that are meant; they are left out after they were counted. */
  readonly keepRows?: ((block: RowBlock) => ReadonlySet<number>) | undefined;
}

/** Rows by time, newest first, however many, in the memory of a few blocks. */
export function newestStream({ store }: ReadDeps, request: NewestRequest): TableStream {
  const { decoding, scan, lead, schema, options, latestPerObject = false, keepRows } = request;
  const { objectId } = decoding.survey.columns;
  const blockColumns = decoding.streamedNames(schema, options);
  const columns = streamedColumns(decoding, { block: new RowBlock(), schema, options, blockColumns });
  const state = { isCut: false };
  async function* blocks(context: QueryContext): AsyncGenerator<Table> {
    const portions = rowPortions(store, scan, {
      context,
      onCut: () => {
        state.isCut = true;
      },
    });
    const seen = new Set<string>();
    for await (const { block, order } of timedItems(timeDescending(portions, lead), 'scan', context.trace)) {
      const kept = keepRows?.(block);
      let meant = kept === undefined ? order : order.filter((row) => kept.has(row));
      if (latestPerObject) meant = firstOfObjects(meant, cellTextsOfRows(block, objectId), seen);
      yield decodeRows(decoding, { block, schema, options, blockColumns, rows: meant, keepOrder: true }, context);
    }
  }
  return { columns, blocks, truncatedAt: () => (state.isCut ? scan.limit : undefined) };
}

/** The rows whose object was not there before; rows without an object stay. */
function firstOfObjects(
  order: readonly number[],
  objects: readonly (string | undefined)[],
  seen: Set<string>,
): readonly number[] {
  return order.filter((row) => {
    const object = objects[row];
    if (object === undefined) return true;
    if (seen.has(object)) return false;
    seen.add(object);
    return true;
  });
}
