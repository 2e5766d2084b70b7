import { PortalError } from '#domain/failure.ts';
import { type KeyRange, type Row, type Spent, visitRows, type WideRowStore } from '#server/ports/wide-row-store.ts';
import { isSchemaKey, type TableShape } from '#server/storage/surveys/survey-tables.ts';
import type { QueryContext } from './answer-options.ts';
import type { RowBlock } from './row-block.ts';

/** Rows at most of one id, as upstream has it. */
export const rowsPerId = 10_000;
/** Rows at most of an answer that is written at once, with all its headers; longer ones come block by block. */
export const rowsAtOnce = 10_000;
/** Rows at most of one answer that is held in memory. */
export const rowsPerAnswer = 100_000;

export interface ScanRequest {
  readonly table: TableShape;
  readonly ranges: readonly KeyRange[];
  /** The limit counts the rows of each range apart; else those of all ranges, read in one scan. */
  readonly perRange?: boolean;
  readonly limit: number;
  /** Rows at most over all ranges; {@link rowsPerAnswer} unless given. */
  readonly atMost?: number;
  readonly columns?: readonly string[];
  readonly reversed?: boolean;
  /** A part of the ranges in which every row is meant, where there is one. */
  readonly inner?: KeyRange;
  /** Rows for which it is false are left out and don't count. */
  readonly keep?: (row: Row) => boolean;
  readonly aside?: boolean;
}

export interface ScanOutcome {
  readonly rows: number;
  /** True when a limit cut the rows short. */
  readonly truncated: boolean;
  /** True when there are more than `atMost` rows: those read are not the whole answer. */
  readonly isFull: boolean;
}

/** Refuses columns whose family the table doesn't have, naming those it has. @throws {PortalError} `bad-request`. */
export function checkFamilies(table: TableShape, columns: readonly string[] | undefined): void {
  if (columns === undefined) return;
  const stored = columns.filter((name) => name.includes(':'));
  for (const name of stored) {
    const family = name.slice(0, name.indexOf(':'));
    if (table.families.includes(family)) continue;
    const known = table.families.map((f) => `${f}:`).join(', ');
    throw new PortalError(
      'bad-request',
      `Column \`${name.slice(0, 80)}\` is of no stored family. Choose among ${known}`,
      {
        argument: 'columns',
      },
    );
  }
  if (stored.length === 0) {
    throw new PortalError('bad-request', 'Columns are named family:name, for example i:jd or d:cdsxmatch', {
      argument: 'columns',
    });
  }
}

/**
 * Reads rows of ranges into `block`, ascending by key (or descending when reversed), each key once, without schema rows.
 * What it cost is noted on the trace.
 */
export async function readRows(
  store: WideRowStore,
  request: ScanRequest,
  into: { readonly block: RowBlock; readonly context: QueryContext },
): Promise<ScanOutcome> {
  const { table, limit, columns, reversed, keep, atMost = rowsPerAnswer } = request;
  const scans = request.perRange ? request.ranges.map((range) => [range]) : [request.ranges];
  const { block, context } = into;
  const spent: Spent = { reads: 0, bytes: 0, rows: 0 };
  const seen = scans.length > 1 ? new Set<string>() : undefined;
  let rows = 0;
  let truncated = false;
  let isFull = false;
  const scan = async (): Promise<void> => {
    for (const ranges of scans) {
      let ofScan = 0;
      // One more than wanted tells whether there are more; only where every row read counts.
      const fewest = keep === undefined && seen === undefined ? { limit: Math.min(limit, atMost) + 1 } : {};
      const options = { signal: context.signal, spent, columns, reversed, ...fewest };
      await visitRows(store, { table: table.name, ranges, options }, (row) => {
        if (isSchemaKey(row.key) || row.columns.length === 0 || seen?.has(row.key) || (keep && !keep(row))) return true;
        if (ofScan === limit || rows === atMost) {
          truncated = true;
          isFull = rows === atMost && ofScan < limit;
          return false;
        }
        seen?.add(row.key);
        block.add(row, request.aside);
        ofScan++;
        rows++;
        return true;
      });
      if (isFull) break;
    }
  };
  await context.trace.span('scan', scan);
  context.trace.note('rows', Number(context.trace.notes.rows ?? 0) + rows);
  context.trace.note('readBytes', Number(context.trace.notes.readBytes ?? 0) + spent.bytes);
  return { rows, truncated, isFull };
}

/** Whether a scan has more rows than are written at once: counted by the store where it can, else told by their keys. */
export async function hasMoreRows(store: WideRowStore, request: ScanRequest, context: QueryContext): Promise<boolean> {
  const { table, ranges, reversed, keep, inner } = request;
  let rows = 0;
  return await context.trace.span('scan', async () => {
    const options = { signal: context.signal, reversed };
    if (inner !== undefined && (await store.exceeds?.(table.name, inner, rowsAtOnce, options))) return true;
    await visitRows(store, { table: table.name, ranges, options: { ...options, columns: [] } }, (row) => {
      if (!isSchemaKey(row.key) && (keep === undefined || keep(row))) rows++;
      return rows <= rowsAtOnce;
    });
    return rows > rowsAtOnce;
  });
}
