import { compareKeys, keyAfter } from '#server/ports/keys.ts';
import { type KeyRange, type Row, type Spent, visitRows, type WideRowStore } from '#server/ports/wide-row-store.ts';
import { isSchemaKey } from '#server/storage/surveys/survey-tables.ts';
import type { QueryContext } from './answer-options.ts';
import type { ScanRequest } from './read-rows.ts';
import type { RowBlock } from './row-block.ts';

/** Rows of a long scan, taken portion by portion; nothing is held of those that were taken. */
export interface RowPortions {
  /** Adds the next rows, `rows` at most, to a block; false when these were the last ones. */
  addTo(block: RowBlock, rows: number): Promise<boolean>;
  close(): Promise<void>;
}

interface PortionsHow {
  readonly context: QueryContext;
  /** Called when the limit cuts the rows short. */
  readonly onCut: () => void;
}

/** The rows that `readRows` would read, in its order, as they are asked for. */
export function rowPortions(store: WideRowStore, request: ScanRequest, { context, onCut }: PortionsHow): RowPortions {
  const { signal, trace } = context;
  const spent: Spent = { reads: 0, bytes: 0, rows: 0 };
  const { columns, reversed, keep, limit } = request;
  const options = { signal, spent, columns, reversed };
  let rows = 0;
  /** Takes a row into the block where it is meant; false when the limit is reached. */
  const take = (block: RowBlock, row: Row): boolean => {
    if (isSchemaKey(row.key) || row.columns.length === 0 || (keep && !keep(row))) return true;
    if (rows === limit) {
      onCut();
      return false;
    }
    rows++;
    block.add(row);
    return true;
  };
  const portions = (store.opensFreely ? visitedPortions : scannedPortions)(store, { request, options, take });
  return {
    addTo: portions.addTo,
    async close() {
      await portions.close();
      trace.note('readBytes', Number(trace.notes.readBytes ?? 0) + spent.bytes);
    },
  };
}

interface PortionsInput {
  readonly request: ScanRequest;
  readonly options: Parameters<typeof visitRows>[1]['options'];
  readonly take: (block: RowBlock, row: Row) => boolean;
}

/** Each portion is a scan of its own, which begins behind the last row: none is open, and no row is copied, while nobody asks. */
function visitedPortions(store: WideRowStore, { request, options, take }: PortionsInput): RowPortions {
  const table = request.table.name;
  const reversed = request.reversed === true;
  let ranges = request.ranges;
  return {
    async addTo(block, rows) {
      const full = block.rows.length + rows;
      let last: string | undefined;
      await visitRows(store, { table, ranges, options }, (row) => {
        if (!take(block, row)) return false;
        if (block.rows.length < full) return true;
        last = row.key;
        return false;
      });
      ranges = last === undefined ? [] : rangesBehind(ranges, last, reversed);
      return ranges.length > 0;
    },
    close: () => Promise.resolve(),
  };
}

/** One scan, which is open until its last row is taken. */
function scannedPortions(store: WideRowStore, { request, options, take }: PortionsInput): RowPortions {
  const scan = store.scan(request.table.name, request.ranges, options)[Symbol.asyncIterator]();
  return {
    async addTo(block, rows) {
      for (const full = block.rows.length + rows; block.rows.length < full; ) {
        const next = await scan.next();
        if (next.done || !take(block, next.value)) return false;
      }
      return true;
    },
    async close() {
      await scan.return?.();
    },
  };
}

/** What of the ranges comes behind a key. */
function rangesBehind(ranges: readonly KeyRange[], key: string, reversed: boolean): KeyRange[] {
  return ranges.flatMap(({ start, end }): KeyRange[] => {
    if (reversed) {
      if (compareKeys(start, key) >= 0) return [];
      return [{ start, end: end === undefined || compareKeys(key, end) < 0 ? key : end }];
    }
    const next = keyAfter(key);
    if (end !== undefined && compareKeys(end, next) <= 0) return [];
    return [{ start: compareKeys(start, next) < 0 ? next : start, ...(end === undefined ? {} : { end }) }];
  });
}
