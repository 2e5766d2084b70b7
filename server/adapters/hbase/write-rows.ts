import { PortalError, shownValue } from '#domain/failure.ts';
import { checkKey, compareKeys } from '#server/ports/keys.ts';
import type { Row, TableChange, WritableRow } from '#server/ports/wide-row-store.ts';
import { RowReader, rowsOfCellSet } from './cell-set.ts';
import { encodedRow } from './encode-row.ts';
import { deletePath, tablePath } from './request-paths.ts';
import { missingFamily } from './rest-failure.ts';
import type { RestHttp } from './rest-http.ts';
import { protobuf } from './row-sources.ts';
import { createShapes } from './shapes.ts';
import { familyOf, type TableSchema, type TableSchemas, unexpected } from './table-schemas.ts';

const bodyBytesAtMost = 4 << 20;
const rowsAtMost = 2_000;
const deletesAtOnce = 8;
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

export interface WriterDeps {
  readonly http: RestHttp;
  readonly schemas: TableSchemas;
  /** Names and times of the cells that rows have now, without their values. */
  readonly stored: (
    table: string,
    keys: readonly string[],
    signal?: AbortSignal,
  ) => Promise<readonly (Row | undefined)[]>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly again: <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;
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
 * replaced: cells that a stored form has and the new one lacks are deleted, up to their own time, after the new ones are there. Deletions
 * hide what is written later at the same time or before, so what was written is looked at, and moved to a later time where it is hidden
 * (`NEW_VERSION_BEHAVIOR` would do without, and makes whole rows four times slower to read). Everything can be sent twice, so what fails in a passing way is.
 */
export function createRowWriter(
  deps: WriterDeps,
): (batch: readonly TableChange[], signal?: AbortSignal) => Promise<void> {
  const { http, schemas, again } = deps;

  const send = (table: string, bytes: Buffer, signal?: AbortSignal): Promise<void> =>
    again(async () => {
      const path = `${tablePath(table)}/rows`;
      const { status } = await http.ask({ method: 'PUT', path, body: { bytes, contentType: protobuf }, signal });
      if (status !== 200) throw unexpected(status);
    }, signal);

  const removeCells = (path: string, signal?: AbortSignal): Promise<void> =>
    again(async () => {
      const { status } = await http.ask({ method: 'DELETE', path, signal });
      if (status !== 200) throw unexpected(status);
    }, signal);

  const removeAll = async (paths: readonly string[], signal?: AbortSignal): Promise<void> => {
    const left = [...paths];
    const work = async (): Promise<void> => {
      for (let path = left.pop(); path !== undefined; path = left.pop()) await removeCells(path, signal);
    };
    await Promise.all(Array.from({ length: deletesAtOnce }, work));
  };

  const writeTable = async ({ table, rows, removed }: EncodedChange, signal?: AbortSignal): Promise<void> => {
    const schema = await schemas.check(table, undefined, signal);
    checkFamilies(table, rows, schema);
    const keys = [...removed, ...rows.map(({ key }) => key)];
    const found = await deps.stored(table, keys, signal);
    const gone: string[] = [];
    const stale: string[] = [];
    const written = [...rows];
    for (const [index, stored] of found.entries()) {
      if (stored === undefined) continue;
      const at = index - removed.length;
      const row = rows[at];
      const { key, timestampMs, columns } = stored;
      if (row === undefined) {
        gone.push(deletePath(table, key, { columns: [...new Set(columns.map(familyOf))], timestampMs }));
        continue;
      }
      if (timestampMs > row.timestampMs) written[at] = later(row, timestampMs + 1);
      const kept = new Set(row.columns);
      const old = columns.filter((column) => !kept.has(column));
      if (old.length > 0) stale.push(deletePath(table, key, { columns: old, timestampMs }));
    }
    await removeAll(gone, signal);
    await sendVisibly(table, written, signal);
    await removeAll(stale, signal);
  };

  /** Sends rows until readers see them: a cell at or before the time of its own deletion stays hidden. */
  const sendVisibly = async (table: string, rows: readonly EncodedRow[], signal?: AbortSignal): Promise<void> => {
    let hidden = rows;
    for (let attempt = 0; hidden.length > 0; attempt++) {
      if (attempt > 2)
        throw new PortalError('upstream-failed', `Rows of the table ${table} stay hidden.`, { dependency });
      if (attempt > 0) {
        const nowMs = deps.now();
        hidden = hidden.map((row) => later(row, attempt === 1 ? row.timestampMs + 1 : nowMs));
      }
      for (const body of bodiesOf(hidden)) await send(table, body, signal);
      const sent = hidden;
      const seen = await deps.stored(
        table,
        sent.map(({ key }) => key),
        signal,
      );
      hidden = sent.filter((row, index) => !isVisible(row, seen[index]));
    }
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

function isVisible(row: EncodedRow, seen: Row | undefined): boolean {
  if (seen === undefined || seen.timestampMs !== row.timestampMs) return false;
  const columns = new Set(seen.columns);
  return row.columns.every((column) => columns.has(column));
}

/** The same row at another time. */
function later(row: EncodedRow, timestampMs: number): EncodedRow {
  const [read] = rowsOfCellSet(row.bytes, new RowReader(createShapes()));
  return read === undefined ? row : encoded({ ...read, timestampMs });
}
