import type { Table } from '#server/formats/table.ts';
import type { KeyRange, Row, Spent } from '#server/ports/wide-row-store.ts';
import { numberReader } from '#server/storage/cell-codec.ts';
import { isSchemaKey, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import type { QueryContext, TableOptions } from './answer-options.ts';
import { type DecodeRequest, decodeRows, type SurveyDecoding, streamedColumns } from './decode.ts';
import { type KeyedRow, KeyedRows } from './keyed-rows.ts';
import { RatesOfMany } from './rates-of-many.ts';
import type { ReadDeps } from './read-deps.ts';
import { rowsPerId } from './read-rows.ts';
import { RowBlock } from './row-block.ts';
import type { TableSchema } from './schema.ts';
import type { TableStream } from './streamed-answer.ts';
import { rateInputs } from './ztf-computed.ts';

/** Rows at most of an answer that is sorted: of each some hundred bytes are held. */
export const rowsPerSortedAnswer = 500_000;
const rowsPerBlock = 500;

/** Rows of a table that belong to the answer. */
export interface KeyedSource {
  readonly table: TableShape;
  /** The rows are no alerts but stand beside them. */
  readonly aside?: boolean;
  readonly tag: string;
  /** Rows at times that the rows of this source have, which came before, are left out. */
  readonly leavesOutTimesOf?: number;
}

export interface KeyedRequest {
  readonly decoding: SurveyDecoding;
  readonly schema: TableSchema;
  readonly options: TableOptions;
  /** Columns to read; all unless given. */
  readonly columns?: readonly string[] | undefined;
  /** One range an id, at most {@link rowsPerId} rows each. */
  readonly ranges: readonly KeyRange[];
  readonly sources: readonly KeyedSource[];
  /** Says of each row which source it is from. */
  readonly tagged?: boolean;
  /** Colours and rates of the alerts, which follow from all of an object's. */
  readonly colours?: boolean;
}

/** What the first reading found. */
interface Found {
  readonly keys: KeyedRows;
  readonly rates: RatesOfMany | undefined;
  limit: number | undefined;
}

/**
 * Rows of many ids, latest first, in memory that holds of each row its key, its time, and what can't be known from it alone. They are read
 * twice: keys and times now, the rows when they are asked for, block by block; one that is gone by then is left out.
 */
export async function keyedStream(deps: ReadDeps, request: KeyedRequest, context: QueryContext): Promise<TableStream> {
  const { decoding, schema, options, sources, tagged = false } = request;
  const found = await context.trace.span('scan', () => findRows(deps, request, context));
  const { keys, rates } = found;
  const blockColumns = decoding.streamedNames(schema, options);
  const shared = { schema, options, blockColumns, keepOrder: true };
  const decodeRequest = (block: RowBlock, rows: readonly KeyedRow[]): DecodeRequest => {
    const places = rows.map(({ at, source }) => (sources[source]?.aside ? -1 : at));
    return {
      ...shared,
      block,
      rows: block.rows.map((_, index) => index),
      ...(tagged ? { tags: rows.map(({ source }) => sources[source]?.tag ?? '') } : {}),
      ...(rates === undefined ? {} : { blockColours: () => rates.columnsOf(places) }),
    };
  };
  const columns = streamedColumns(decoding, decodeRequest(new RowBlock(), []));
  async function* blocks(own: QueryContext): AsyncGenerator<Table> {
    const block = new RowBlock();
    const order = keys.latestFirst();
    for (let batch = taken(order); batch.length > 0; batch = taken(order)) {
      block.clear();
      const rows = await own.trace.span('scan', () => readBatch(deps, request, { batch, block, context: own }));
      yield decodeRows(decoding, decodeRequest(block, rows), own);
    }
  }
  return { columns, blocks, truncatedAt: () => found.limit };
}

/** What of a row is read first: enough to sort it, and so much that a row that there is comes back. */
function firstColumns({ decoding, columns, colours }: KeyedRequest, table: TableShape): readonly string[] {
  const { time, objectId } = decoding.survey.columns;
  const isTimed = table.carries(time) && (columns === undefined || columns.includes(time));
  if (!isTimed) return [];
  return [...new Set([time, objectId, ...(colours ? rateInputs : [])])];
}

async function findRows(deps: ReadDeps, request: KeyedRequest, context: QueryContext): Promise<Found> {
  const { decoding, ranges, sources, colours = false } = request;
  const found: Found = {
    keys: new KeyedRows(),
    rates: colours ? new RatesOfMany(decoding, request) : undefined,
    limit: undefined,
  };
  for (const [index, source] of sources.entries()) {
    const timeOf = numberReader(decoding.survey.columns.time, 'double');
    const seen = new Set<string>();
    const isNew = overlap(ranges) ? (key: string) => !seen.has(key) && seen.add(key).size > 0 : () => true;
    const times = source.leavesOutTimesOf === undefined ? undefined : found.keys.timesOf(source.leavesOutTimesOf);
    const rates = source.aside ? undefined : found.rates;
    const isCut = await eachRow(deps, { request, source, context }, (row) => {
      const time = timeOf(row) ?? Number.NaN;
      if (!isNew(row.key) || (times !== undefined && holds(times, time))) return 'left out';
      if (found.keys.count === rowsPerSortedAnswer) return 'full';
      found.keys.add(row.key, time, index);
      rates?.add(row);
      return 'taken';
    });
    rates?.finish();
    if (isCut) found.limit ??= rowsPerId;
    if (found.keys.count === rowsPerSortedAnswer) found.limit = rowsPerSortedAnswer;
  }
  return found;
}

/** Calls `take` with the rows of every range, at most so many of each. True when there were more of one. */
async function eachRow(
  { store }: ReadDeps,
  { request, source, context }: { request: KeyedRequest; source: KeyedSource; context: QueryContext },
  take: (row: Row) => 'taken' | 'left out' | 'full',
): Promise<boolean> {
  let isCut = false;
  const options = { signal: context.signal, columns: firstColumns(request, source.table) };
  for (const range of request.ranges) {
    let ofRange = 0;
    for await (const row of store.scan(source.table.name, [range], options)) {
      if (isSchemaKey(row.key)) continue;
      if (ofRange === rowsPerId) {
        isCut = true;
        break;
      }
      const outcome = take(row);
      if (outcome === 'full') return true;
      if (outcome === 'taken') ofRange++;
    }
  }
  return isCut;
}

/** Whether a value is among ascending ones. */
function holds(ascending: Float64Array, value: number): boolean {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Number.POSITIVE_INFINITY) < value) low = middle + 1;
    else high = middle;
  }
  return ascending[low] === value;
}

function overlap(ranges: readonly KeyRange[]): boolean {
  const sorted = [...ranges].sort((a, b) => (a.start < b.start ? -1 : 1));
  return sorted.some(({ end }, index) => {
    const next = sorted[index + 1];
    return next !== undefined && (end === undefined || next.start < end);
  });
}

function taken(order: Iterator<KeyedRow>): KeyedRow[] {
  const batch: KeyedRow[] = [];
  while (batch.length < rowsPerBlock) {
    const next = order.next();
    if (next.done) break;
    batch.push(next.value);
  }
  return batch;
}

/** Reads the rows of a batch into the block, in its order, and gives back those that are still there. */
async function readBatch(
  { store }: ReadDeps,
  { sources, columns }: KeyedRequest,
  { batch, block, context }: { batch: readonly KeyedRow[]; block: RowBlock; context: QueryContext },
): Promise<readonly KeyedRow[]> {
  const spent: Spent = { reads: 0, bytes: 0, rows: 0 };
  const options = { signal: context.signal, spent, ...(columns === undefined ? {} : { columns }) };
  const rows = new Map<KeyedRow, Row>();
  for (const [index, { table }] of sources.entries()) {
    const own = batch.filter(({ source }) => source === index);
    if (own.length === 0) continue;
    const keys = own.map(({ key }) => key);
    const read = await store.get(table.name, keys, options);
    own.forEach((keyed, at) => {
      const row = read[at];
      if (row !== undefined) rows.set(keyed, row);
    });
  }
  const there = batch.filter((keyed) => {
    const row = rows.get(keyed);
    if (row !== undefined) block.add(row, sources[keyed.source]?.aside);
    return row !== undefined;
  });
  context.trace.note('readBytes', Number(context.trace.notes.readBytes ?? 0) + spent.bytes);
  return there;
}
