import { PortalError, shownValue } from '#domain/failure.ts';
import { checkKey, compareKeys } from '#server/ports/keys.ts';
import type { Row, TableChange, WritableRow } from '#server/ports/wide-row-store.ts';
import { type CellRequestDeps, createCellRequests } from './cell-requests.ts';
import { RowReader, rowsOfCellSet } from './cell-set.ts';
import { encodedRow } from './encode-row.ts';
import { deletePath } from './request-paths.ts';
import { missingFamily } from './rest-failure.ts';
import { createShapes } from './shapes.ts';
import { familyOf, type TableSchema, type TableSchemas } from './table-schemas.ts';

const bodyBytesAtMost = 4 << 20;
const rowsAtMost = 2_000;
const sendsAtMost = 3;
const dependency = 'table store';

/** A row as it is written: its bytes as CellSet holds them, and what must be known to replace an older form. */
interface EncodedRow {
  readonly key: string;
  readonly timestampMs: number;
  readonly columns: readonly string[];
  readonly bytes: Uint8Array;
}

interface EncodedChange {
  readonly table: string;
  readonly rows: readonly EncodedRow[];
  readonly removed: readonly string[];
}

export interface WriterDeps extends CellRequestDeps {
  readonly schemas: TableSchemas;
  /** Names and times of the cells that rows have now, without their values. */
  readonly stored: (
    table: string,
    keys: readonly string[],
    signal?: AbortSignal,
  ) => Promise<readonly (Row | undefined)[]>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

function encodedChange({ table, rows, removed }: TableChange): EncodedChange {
  const byKey = new Map<string, EncodedRow>();
  for (const row of rows) {
    checkKey(row.key);
    byKey.set(row.key, encoded(row));
  }
  const gone = [...(removed ?? [])];
  for (const key of gone) checkKey(key);
  return {
    table,
    rows: [...byKey.values()].sort((a, b) => compareKeys(a.key, b.key)),
    removed: gone.filter((key) => !byKey.has(key)),
  };
}

function encoded(row: WritableRow): EncodedRow {
  const { columns, bytes } = encodedRow(row);
  if (columns.length === 0) throw new PortalError('bad-request', `The row ${shownValue(row.key)} has no cells.`);
  return { key: row.key, timestampMs: row.timestampMs, columns, bytes };
}

/** Bodies of one table's rows, of bounded length. */
function* bodiesOf(rows: readonly EncodedRow[]): Generator<Buffer> {
  let part: Uint8Array[] = [];
  let length = 0;
  for (const { bytes } of rows) {
    if (part.length > 0 && (length + bytes.length > bodyBytesAtMost || part.length >= rowsAtMost)) {
      yield Buffer.concat(part, length);
      part = [];
      length = 0;
    }
    part.push(bytes);
    length += bytes.length;
  }
  if (part.length > 0) yield Buffer.concat(part, length);
}

/**
 * Writes changes table by table, in the order given; all of them are encoded before the first byte is sent. HBase has no rows that are
 * replaced, and deletions hide what is written later at the same time or before. So what was written is looked at once: where it is hidden
 * it is moved to a later time, and cells that a stored form has and the new one lacks are deleted after the new ones are there
 * (`NEW_VERSION_BEHAVIOR` would do without, and makes whole rows four times slower to read). Everything can be sent twice, so what fails in a passing way is.
 */
export function createRowWriter(
  deps: WriterDeps,
): (batch: readonly TableChange[], signal?: AbortSignal) => Promise<void> {
  const { schemas, stored } = deps;
  const cells = createCellRequests(deps);

  const remove = async (table: string, keys: readonly string[], signal?: AbortSignal): Promise<void> => {
    if (keys.length === 0) return;
    const found = await stored(table, keys, signal);
    const paths = found.flatMap((row) => {
      if (row === undefined) return [];
      const { key, timestampMs, columns } = row;
      return [deletePath(table, key, { columns: [...new Set(columns.map(familyOf))], timestampMs })];
    });
    await cells.removeAll(paths, signal);
  };

  /**
   * Sends rows until readers see them: a cell at or before the time of its own deletion, or of what was there, stays hidden.
   * @returns the paths of cells that an older form of a row left
   */
  const sendVisibly = async (
    table: string,
    rows: readonly EncodedRow[],
    signal?: AbortSignal,
  ): Promise<readonly string[]> => {
    const stale: string[] = [];
    let left = rows;
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt > sendsAtMost)
        throw new PortalError('upstream-failed', `Rows of the table ${table} stay hidden.`, { dependency });
      for (const body of bodiesOf(left)) await cells.put(table, body, signal);
      const keys = left.map(({ key }) => key);
      const seen = await stored(table, keys, signal);
      const hidden: EncodedRow[] = [];
      for (const [index, row] of left.entries()) {
        const now = seen[index];
        if (isVisible(row, now)) stale.push(...oldCells(table, row, now));
        else hidden.push(later(row, now, attempt > 1 ? deps.now() : row.timestampMs));
      }
      left = hidden;
    }
    return stale;
  };

  const writeTable = async ({ table, rows, removed }: EncodedChange, signal?: AbortSignal): Promise<void> => {
    const schema = await schemas.check(table, undefined, signal);
    checkFamilies(table, rows, schema);
    await remove(table, removed, signal);
    await cells.removeAll(await sendVisibly(table, rows, signal), signal);
  };

  return async (batch, signal) => {
    const changes = batch.map(encodedChange);
    for (const change of changes) if (change.rows.length + change.removed.length > 0) await writeTable(change, signal);
  };
}

function checkFamilies(table: string, rows: readonly EncodedRow[], { families }: TableSchema): void {
  const seen = new Set<readonly string[]>();
  for (const { columns } of rows) {
    if (seen.has(columns)) continue;
    seen.add(columns);
    for (const column of columns) if (!families.has(familyOf(column))) throw missingFamily(table, familyOf(column));
  }
}

function isVisible(row: EncodedRow, seen: Row | undefined): seen is Row {
  if (seen === undefined || seen.timestampMs !== row.timestampMs) return false;
  const columns = new Set(seen.columns);
  return row.columns.every((column) => columns.has(column));
}

/** The path of the cells of a stored row that its new form has not. */
function oldCells(table: string, row: EncodedRow, { key, timestampMs, columns }: Row): readonly string[] {
  const kept = new Set(row.columns);
  const old = columns.filter((column) => !kept.has(column));
  return old.length === 0 ? [] : [deletePath(table, key, { columns: old, timestampMs })];
}

/** The same row at another time: behind what is seen in its place, and behind `timestampMs`. */
function later(row: EncodedRow, seen: Row | undefined, timestampMs: number): EncodedRow {
  const [read] = rowsOfCellSet(row.bytes, new RowReader(createShapes()));
  const behind = Math.max(timestampMs, seen?.timestampMs ?? 0) + 1;
  return read === undefined ? row : encoded({ ...read, timestampMs: behind });
}
